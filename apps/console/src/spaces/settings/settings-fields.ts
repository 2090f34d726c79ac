/** What the form of a site's settings edits: numbers may be empty while they are being typed. */
import type { api } from '../../api/client.ts'
import type { Site } from '../site-layout.tsx'

const texts = ['name', 'timeZone', 'language', 'domain', 'nomination'] as const
const numbers = [
  'extensionFirst',
  'extensionLast',
  'cooldownDays',
  'retentionDays',
  'ringAlertMinutes',
  'mainNumberUnits',
] as const
const switches = ['automaticMain', 'automaticAllocation'] as const

type NumberName = (typeof numbers)[number]
export type FieldName = (typeof texts)[number] | NumberName | (typeof switches)[number]

export type SettingsFields = Pick<Site, (typeof texts)[number] | (typeof switches)[number]> &
  Record<NumberName, number | string>

export const fieldsOf = (site: Site): SettingsFields => ({
  name: site.name,
  timeZone: site.timeZone,
  language: site.language,
  domain: site.domain,
  nomination: site.nomination,
  extensionFirst: site.extensionFirst,
  extensionLast: site.extensionLast,
  cooldownDays: site.cooldownDays,
  retentionDays: site.retentionDays,
  ringAlertMinutes: site.ringAlertMinutes,
  mainNumberUnits: site.mainNumberUnits,
  automaticMain: site.automaticMain,
  automaticAllocation: site.automaticAllocation,
})

export const differing = (one: SettingsFields, other: SettingsFields): readonly FieldName[] =>
  [...texts, ...numbers, ...switches].filter((name) => one[name] !== other[name])

type Body = Omit<Parameters<typeof api.updateSite>[0]['body'], 'version'>

/** Only what was changed: what somebody else saves of the rest stays, and nobody is refused what is not theirs to change. */
export function changesOf(fields: SettingsFields, before: SettingsFields): Body {
  const changed = differing(fields, before)
  const isNumber = (name: FieldName): name is NumberName => numbers.some((one) => one === name)
  return Object.fromEntries(
    changed.map((name) => [name, isNumber(name) ? Number(fields[name]) : fields[name]]),
  )
}
