/** What can be done with one number of the stock, with the reason where it cannot be done now. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { printed } from '../../parts/numbers.ts'
import { type Me, may } from '../../session.ts'
import { refreshNumbers } from '../../telephony/use-activation.tsx'
import type { Site } from '../site-layout.tsx'
import {
  asksOnceMore,
  mayNominate,
  methodOf,
  perform,
  useActionWords,
  useReasonWords,
} from './bulk-actions.ts'
import { type BulkAction, planBulk, type StockNumber } from './bulk-plan.ts'
import classes from './stock.module.css'

const NumberDialog = lazy(() => import('../../telephony/number-dialog.tsx'))

const offered: readonly BulkAction[] = [
  'nominate',
  'unnominate',
  'activate',
  'deactivate',
  'deallocate',
  'release',
  'remove',
]

interface StockActionsProps {
  readonly number: StockNumber
  readonly site: Site
  readonly me: Me
}

/** A menu costs a row more than all its cells: it comes with the first press of its button. */
export function StockActions(props: StockActionsProps) {
  const { t } = useLingui()
  const allowed = allowedWith(props)
  const mayEdit = may(props.me, 'update-number')
  const [used, setUsed] = useState(false)
  if (allowed.length === 0 && !mayEdit) return null
  const name = t`Actions of ${printed(props.number.e164)}`
  if (used) return <ActionsMenu {...props} name={name} allowed={allowed} mayEdit={mayEdit} />
  return (
    <button
      type="button"
      className={classes.dots}
      tabIndex={-1}
      data-row-actions
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={name}
      onClick={() => setUsed(true)}
    >
      <IconDots size={16} aria-hidden />
    </button>
  )
}

/** What the role may do with such a number, possible now or not. */
function allowedWith({ number, site, me }: StockActionsProps): readonly BulkAction[] {
  return offered.filter(
    (action) =>
      may(me, methodOf[action]) &&
      (!action.endsWith('nominate') ||
        (mayNominate(me, site) && (action === 'nominate') === (number.kind === 'ordinary'))),
  )
}

interface ActionsMenuProps extends StockActionsProps {
  readonly name: string
  readonly allowed: readonly BulkAction[]
  /** Its own fields. */
  readonly mayEdit: boolean
}

function ActionsMenu({ number, site, name, allowed, mayEdit }: ActionsMenuProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const words = useActionWords()
  const reasons = useReasonWords()
  /** What cannot be taken back asks once more, in the menu. */
  const [asked, setAsked] = useState<BulkAction>()
  const [editing, setEditing] = useState(false)
  const who = number.assignedName ?? ''
  const act = useMutation({
    mutationFn: (action: BulkAction | 'take-back') =>
      action === 'take-back' ? takeBack(number) : perform(action, number),
    onError: (error) => notifications.show({ id: number.id, color: 'red', message: error.message }),
    onSettled: () => refreshNumbers(client),
  })
  const [opened, setOpened] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // It has taken the place of the button that was pressed, and its focus.
    button.current?.focus({ preventScroll: true })
    setOpened(true)
  }, [])
  return (
    <>
      <Menu
        position="bottom-end"
        width={240}
        opened={opened}
        onChange={setOpened}
        onClose={() => setAsked(undefined)}
      >
        <Menu.Target>
          <ActionIcon
            ref={button}
            variant="subtle"
            color="gray"
            size={26}
            tabIndex={-1}
            data-row-actions
            loading={act.isPending}
            aria-label={name}
          >
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {asked ? (
            <Ask action={asked} onYes={() => act.mutate(asked)} label={words[asked]} />
          ) : (
            <>
              {mayEdit && (
                <Menu.Item onClick={() => setEditing(true)}>
                  <Trans>Edit…</Trans>
                </Menu.Item>
              )}
              {mayEdit && number.assignedTo !== null && (
                <Menu.Item onClick={() => act.mutate('take-back')}>
                  <Trans>Take it back from {who}</Trans>
                </Menu.Item>
              )}
              {allowed.map((action) => {
                const against = planBulk(action, [number]).leftOut[0]?.reason
                return (
                  <Menu.Item
                    key={action}
                    aria-disabled={against !== undefined || undefined}
                    data-disabled={against !== undefined || undefined}
                    closeMenuOnClick={against === undefined && !asksOnceMore(action)}
                    onClick={() => {
                      if (against !== undefined) return
                      if (asksOnceMore(action)) setAsked(action)
                      else act.mutate(action)
                    }}
                  >
                    {words[action]}
                    {against && (
                      <div className="meta">
                        {against === 'assigned'
                          ? t`It is assigned to ${who}: take it back first.`
                          : reasons(against)}
                      </div>
                    )}
                  </Menu.Item>
                )
              })}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {editing && (
        <Suspense>
          <NumberDialog number={number} site={site} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </>
  )
}

/** From whom it is assigned to (N4). */
const takeBack = ({ id, version }: StockNumber): Promise<StockNumber> =>
  api.updateNumber({ params: { numberId: id }, body: { version, assignedTo: null } })

function Ask({ action, label, onYes }: { action: BulkAction; label: string; onYes: () => void }) {
  return (
    <div className={classes.ask}>
      <p>
        {action === 'release' ? (
          <Trans>It is available at once. Callers of the former company may ring whoever gets it next.</Trans>
        ) : action === 'remove' ? (
          <Trans>
            Callers hear that the number does not exist. It can be added again, here or at another site.
          </Trans>
        ) : (
          <Trans>Callers then hear that the number does not exist. Calls in progress finish.</Trans>
        )}
      </p>
      <div className={classes.askWays}>
        <Menu.Item color="red" className={classes.askYes} onClick={onYes}>
          {label}
        </Menu.Item>
        <Menu.Item className={classes.askNo}>
          <Trans>Keep</Trans>
        </Menu.Item>
      </div>
    </div>
  )
}
