/** How the audit writes values: constants, hours and routes in the words of the console. */
import { useLingui } from '@lingui/react/macro'
import { hoursInWords } from '@mainline/pbx'
import { said } from '../../api/server-words.ts'
import { type NumberState, useStateWords } from '../../parts/state-badge.tsx'
import type { Role } from '../../session.ts'
import { useOutgoingWords } from '../../spaces/calls-out/outgoing-words.ts'
import { type Route, useShortStepNames } from '../../telephony/settings-route.tsx'
import { useRoleWords } from '../role-words.ts'
import type { ValueWords } from './changed-values.ts'
import type { KnownNames } from './known-names.ts'

export function useValueWords(known: KnownNames, instant: ValueWords['instant']): ValueWords {
  const { t } = useLingui()
  const states = useStateWords()
  const roles = useRoleWords()
  const step = useShortStepNames()
  const outgoing = useOutgoingWords()
  const constants: Readonly<Record<string, string>> = {
    true: t`yes`,
    false: t`no`,
    main: t`main number`,
    ordinary: t`ordinary number`,
    attachment: t`audio and link`,
    'attachment-only': t`audio only`,
    link: t`link only`,
    operator: t`operator`,
    occupier: t`occupier`,
    days: t`whole days`,
    span: t`from a time to a time`,
    manual: t`by hand`,
    emergency: t`emergency closure`,
  }
  return {
    instant,
    nameOf: known,
    constant: (value) =>
      constants[String(value)] ?? states[value as NumberState] ?? roles[value as Role] ?? undefined,
    hours: (hours) => said(hoursInWords(hours)),
    route: ({ steps }: Route) =>
      steps
        .map((one) => ('limitSeconds' in one ? `${step(one)} ${one.limitSeconds}\u00a0s` : step(one)))
        .join(' → '),
    callsOut: ({ classes, linePrefix, presentMain, mostAtOnce, mostInternationalAnHour }) =>
      [
        classes.length === 0 ? t`emergency numbers only` : classes.map((each) => outgoing[each]).join(', '),
        ...(linePrefix === null ? [] : [t`prefix ${linePrefix}`]),
        presentMain ? t`shows the main number` : t`shows the phone's number`,
        t`${mostAtOnce} at a time`,
        t`${mostInternationalAnHour} abroad or premium-rate in an hour`,
      ].join('; '),
    inHours: t`in hours`,
    outOfHours: t`out of hours`,
  }
}
