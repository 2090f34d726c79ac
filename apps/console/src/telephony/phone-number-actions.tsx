/** What can be done with a phone number: on the row with pointer or focus; in a menu where room is short. */
import { useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api } from '../api/client.ts'
import { printed } from '../parts/numbers.ts'
import { RowAction } from '../parts/row-action.tsx'
import { may, useMe } from '../session.ts'
import { MailboxDialog } from './mailbox-dialog.tsx'
import type { PhoneNumber } from './main-number.tsx'
import type { Site } from './telephony.tsx'
import { refreshNumbers } from './use-activation.tsx'

const NumberDialog = lazy(() => import('./number-dialog.tsx'))

interface Props {
  readonly number: PhoneNumber
  readonly site: Site
}

interface Act {
  readonly label: string
  readonly method: string
  readonly reason?: string | undefined
  /** In the menu alone. */
  readonly seldom?: boolean
  readonly run: () => Promise<unknown>
}

/** Opens a dialog instead. */
interface Opening extends Omit<Act, 'run'> {
  readonly open: () => void
}

type Action = Act | Opening

/** What the person may do with it, what cannot be done now with its reason. */
function useActions({ number, site }: Props) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const { id, version, state, assignedTo } = number
  const act = useMutation({
    mutationFn: (action: Act) => action.run(),
    onError: (error) => notifications.show({ color: 'red', message: error.message }),
    onSettled: () => refreshNumbers(client),
  })
  const [dialog, setDialog] = useState<'number' | 'mailbox'>()
  const close = () => setDialog(undefined)
  const params = { numberId: id }
  const who = number.assignedName ?? ''
  const assigned = assignedTo === null ? undefined : t`It is assigned to ${who}: take it back first.`
  const actions: readonly Action[] = [
    { label: t`Edit…`, method: 'update-number', open: () => setDialog('number') },
    {
      label: t`Activate`,
      method: 'activate-number',
      reason:
        state === 'RESERVED' ? undefined : state === 'ACTIVE' ? t`Already active.` : t`It is under way.`,
      run: () => api.activateNumber({ params, body: { version } }),
    },
    {
      label: t`Voicemail…`,
      method: 'save-mailbox',
      reason: state === 'ACTIVE' ? undefined : t`Activate this number first.`,
      open: () => setDialog('mailbox'),
    },
    {
      label: t`Reset PIN`,
      method: 'reset-pin',
      reason: state === 'ACTIVE' ? undefined : t`Activate this number first.`,
      run: () => api.resetPin({ params }),
    },
    ...(assignedTo === null
      ? []
      : [
          {
            label: t`Take it back from ${who}`,
            method: 'update-number',
            seldom: true,
            run: () => api.updateNumber({ params, body: { version, assignedTo: null } }),
          },
        ]),
    {
      label: t`Deactivate`,
      method: 'deactivate-number',
      reason: state !== 'ACTIVE' ? t`It is not active.` : assigned,
      run: () => api.deactivateNumber({ params, body: { version } }),
    },
    {
      label: t`Deallocate`,
      method: 'deallocate-number',
      reason: state === 'RESERVED' ? assigned : t`Deactivate it first.`,
      run: () => api.deallocateNumber({ params, body: { version } }),
    },
  ]
  const allowed = actions.filter(({ method }) => may(me, method))
  const run = (action: Action) => ('open' in action ? action.open() : act.mutate(action))
  const opened =
    dialog === 'mailbox' ? (
      <MailboxDialog number={number} onClose={close} />
    ) : (
      dialog === 'number' && (
        <Suspense>
          <NumberDialog number={number} site={site} onClose={close} />
        </Suspense>
      )
    )
  return { allowed, run, running: act.isPending, dialog: opened }
}

/** What can be done now, as buttons: seen with pointer or focus in the row. */
export function QuickActions(props: Props) {
  const { allowed, run, running, dialog } = useActions(props)
  const possible = allowed.filter(({ reason, seldom }) => reason === undefined && !seldom)
  return (
    <>
      <span data-row-actions>
        {possible.map((action) => (
          <RowAction key={action.label} running={running} onClick={() => run(action)}>
            {action.label}
          </RowAction>
        ))}
      </span>
      {dialog}
    </>
  )
}

export function PhoneNumberActions(props: Props) {
  const { t } = useLingui()
  const { allowed, run, running, dialog } = useActions(props)
  if (allowed.length === 0) return null
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            loading={running}
            aria-label={t`Actions of ${printed(props.number.e164)}`}
          >
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {allowed.map((action) => (
            <Menu.Item
              key={action.label}
              aria-disabled={action.reason !== undefined || undefined}
              data-disabled={action.reason !== undefined || undefined}
              closeMenuOnClick={action.reason === undefined}
              onClick={() => action.reason === undefined && run(action)}
            >
              {action.label}
              {action.reason && <div className="meta">{action.reason}</div>}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  )
}
