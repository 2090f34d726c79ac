/** The roles in the words of the console (product §4). */
import { useLingui } from '@lingui/react/macro'
import type { Role } from '../session.ts'

export function useRoleWords(): Readonly<Record<Role, string>> {
  const { t } = useLingui()
  return {
    'provider-admin': t`Provider`,
    'operator-admin': t`Operator admin`,
    'operator-user': t`Operator user`,
    receptionist: t`Receptionist`,
    'occupier-admin': t`Occupier admin`,
    'occupier-user': t`Occupier user`,
  }
}

/** What each role does, for whoever gives it. */
export function useRoleNotes(): Readonly<Record<Role, string>> {
  const { t } = useLingui()
  return {
    'provider-admin': t`Everything, on the whole platform.`,
    'operator-admin': t`Numbers, services, settings and users of the sites.`,
    'operator-user': t`Settings, schedules and calls of the sites; no users or services.`,
    receptionist: t`Answers at reception; sees calls and messages.`,
    'occupier-admin': t`Telephony and users of one company.`,
    'occupier-user': t`Own numbers, calls and messages.`,
  }
}
