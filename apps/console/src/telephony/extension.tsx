/** The extension of a number, and whether anybody can be rung by it: phones that dial an emergency number call for help (C15). */
import { useLingui } from '@lingui/react/macro'
import { callingCodeAt, refuseExtension } from '@mainline/pbx'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { AnswerOf } from '../api/client.ts'
import { Note, Status } from '../parts/state-badge.tsx'

type SiteRules = Pick<AnswerOf<'getSite'>, 'timeZone' | 'callsOut'>

interface WithExtension {
  readonly e164: string
  readonly extension: string | null
}

/** It was given before that was refused, or the site has another country or prefix for an outside line since. */
export const isForHelp = ({ e164, extension }: WithExtension, { timeZone, callsOut }: SiteRules): boolean =>
  extension !== null &&
  refuseExtension(extension, callingCodeAt(timeZone, e164), callsOut.linePrefix ?? undefined) !== undefined

export function Extension({ number, site }: { number: WithExtension; site: SiteRules }) {
  const words = useForHelpWords()
  if (number.extension === null) return '–'
  if (!isForHelp(number, site)) return number.extension
  return (
    <span title={words(number.extension)}>
      <Status tone="bad" icon={<IconAlertTriangle size={15} aria-hidden />}>
        {number.extension}
      </Status>
    </span>
  )
}

/** Over a list of numbers: which of them nobody can be rung by. Nothing, where all is well. */
export function ExtensionsForHelp({ numbers, site }: { numbers: readonly WithExtension[]; site: SiteRules }) {
  const words = useForHelpWords()
  const wrong = numbers.filter((number) => isForHelp(number, site))
  if (wrong.length === 0) return null
  return (
    <Note tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />}>
      {wrong.map(({ e164, extension }) => (
        <p key={e164}>{words(extension ?? '')}</p>
      ))}
    </Note>
  )
}

function useForHelpWords(): (extension: string) => string {
  const { t } = useLingui()
  return (extension) =>
    t`EXT ${extension} is an emergency number: calls to it go to the emergency services. Change it.`
}
