/** What one version of the settings changed, as sentences (N11, product §6.5). */
import { type Route, routeInWords } from './call-settings.ts'
import { hoursInWords } from './hours-in-words.ts'
import type { OpeningHours } from './opening-hours.ts'

/** What a version holds. */
export interface SettingsContent {
  readonly inHours: Route
  readonly outOfHours: Route
  /** null: the site's. */
  readonly hours: OpeningHours | null
  readonly voicemailEmails: readonly string[]
  readonly emailAs: 'attachment' | 'attachment-only' | 'link'
}

/** One sentence per thing that changed, none when nothing did. */
export function settingsDifference(before: SettingsContent, after: SettingsContent): readonly string[] {
  return [
    ...changed('In hours', routeInWords(before.inHours), routeInWords(after.inHours)),
    ...changed('Out of hours', routeInWords(before.outOfHours), routeInWords(after.outOfHours)),
    ...changed('Notice at the end in hours', before.inHours.end, after.inHours.end),
    ...changed('Notice at the end out of hours', before.outOfHours.end, after.outOfHours.end),
    ...changed('Hours', hoursOf(before), hoursOf(after)),
    ...emailsDifference(before.voicemailEmails, after.voicemailEmails),
    ...changed('Voicemail is sent as', before.emailAs, after.emailAs),
  ]
}

function changed(what: string, before: string | undefined, after: string | undefined): readonly string[] {
  return before === after ? [] : [`${what}: ${after ?? 'none'} (was: ${before ?? 'none'}).`]
}

const hoursOf = ({ hours }: SettingsContent): string =>
  hours === null ? 'those of the site' : hoursInWords(hours)

function emailsDifference(before: readonly string[], after: readonly string[]): readonly string[] {
  const added = after.filter((address) => !before.includes(address))
  const removed = before.filter((address) => !after.includes(address))
  return [
    ...(added.length > 0 ? [`Voicemail also goes to ${added.join(', ')}.`] : []),
    ...(removed.length > 0 ? [`Voicemail no longer goes to ${removed.join(', ')}.`] : []),
  ]
}
