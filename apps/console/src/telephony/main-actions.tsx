/**
 * Activate, Call settings, Hunt group, Greetings, Reset PIN, Deactivate (M3). In the document always; seen with pointer
 * or focus in the row, and always on touch. What cannot be done now says why; what the role may not is not there.
 */
import { useLingui } from '@lingui/react/macro'
import {
  IconLockPassword,
  IconMessage2,
  IconPhoneOff,
  IconPower,
  IconRoute,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react'
import { RowAction } from '../parts/row-action.tsx'
import { may, useMe } from '../session.ts'
import classes from './main-actions.module.css'
import type { PhoneNumber } from './main-number.tsx'
import { type MainDialog, useTelephonySearch } from './search.ts'
import { useActivation } from './use-activation.tsx'

export interface MainAction {
  readonly id: 'activate' | MainDialog
  readonly label: string
  readonly icon: TablerIcon
  readonly shortcut: string
  /** Why it cannot be done now. */
  readonly reason: string | undefined
  readonly running: boolean
  readonly on: boolean
  readonly run: () => void
}

export function useMainActions(number: PhoneNumber): readonly MainAction[] {
  const { t } = useLingui()
  const me = useMe()
  const [{ dialog }, change] = useTelephonySearch()
  const activation = useActivation(number)
  const { state } = number
  const notYet =
    state === 'RESERVED'
      ? t`Activate this number first.`
      : state === 'PENDING' && number.pendingTarget === 'ACTIVE'
        ? t`It is being activated.`
        : undefined
  const opens = (
    id: MainDialog,
    label: string,
    icon: TablerIcon,
    shortcut: string,
    method: string,
    reason = notYet,
  ) => ({
    id,
    label,
    icon,
    shortcut,
    method,
    reason,
    running: false,
    on: dialog === id,
    run: () => change({ dialog: id }),
  })
  const activate = {
    id: 'activate' as const,
    label: t`Activate`,
    icon: IconPower,
    shortcut: 'A',
    method: 'activate-number',
    reason:
      state === 'RESERVED'
        ? undefined
        : state === 'ACTIVE'
          ? t`Already active.`
          : state === 'PENDING'
            ? t`The engines are being told.`
            : t`Allocate it first.`,
    running: activation.isPending,
    on: false,
    run: () => activation.mutate(),
  }
  const going = state === 'PENDING' ? t`The engines are being told.` : notYet
  const all = [
    activate,
    opens('call-settings', t`Call settings`, IconRoute, 'C', 'get-call-settings'),
    opens('hunt-group', t`Hunt group`, IconUsersGroup, 'H', 'list-hunt-members'),
    opens('greetings', t`Greetings`, IconMessage2, 'R', 'get-reception-card'),
    opens('pin', t`Reset PIN`, IconLockPassword, 'P', 'reset-pin'),
    opens('deactivate', t`Deactivate`, IconPhoneOff, 'D', 'deactivate-number', going),
  ]
  return all.filter(({ method }) => may(me, method))
}

export function MainActions({ actions }: { actions: readonly MainAction[] }) {
  const { t } = useLingui()
  return (
    <div role="group" aria-label={t`Actions`} className={classes.actions}>
      {actions.map(({ id, label, icon: Icon, shortcut, reason, running, on, run }) => (
        <RowAction
          key={id}
          icon={<Icon size={16} stroke={1.75} aria-hidden />}
          shortcut={shortcut}
          reason={reason}
          running={running}
          on={on}
          onClick={run}
        >
          {label}
        </RowAction>
      ))}
    </div>
  )
}
