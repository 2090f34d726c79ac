/** What can be done with one number of the stock, with the reason where it cannot be done now. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { printed } from '../../parts/numbers.ts'
import { may, useMe } from '../../session.ts'
import { refreshNumbers } from '../../telephony/use-activation.tsx'
import type { Site } from '../site-layout.tsx'
import { mayNominate, methodOf, perform, useActionWords, useReasonWords } from './bulk-actions.ts'
import { type BulkAction, planBulk, type StockNumber } from './bulk-plan.ts'
import classes from './stock.module.css'

const asks = (action: BulkAction): boolean => action === 'deactivate' || action === 'release'

const offered: readonly BulkAction[] = [
  'nominate',
  'unnominate',
  'activate',
  'deactivate',
  'deallocate',
  'release',
]

export function StockActions({ number, site }: { number: StockNumber; site: Site }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const words = useActionWords()
  const reasons = useReasonWords()
  /** What cannot be taken back asks once more, in the menu. */
  const [asked, setAsked] = useState<BulkAction>()
  const act = useMutation({
    mutationFn: (action: BulkAction) => perform(action, number),
    onError: (error) => notifications.show({ id: number.id, color: 'red', message: error.message }),
    onSettled: () => refreshNumbers(client),
  })
  const allowed = offered.filter(
    (action) =>
      may(me, methodOf[action]) &&
      (!action.endsWith('nominate') ||
        (mayNominate(me, site) && (action === 'nominate') === (number.kind === 'ordinary'))),
  )
  if (allowed.length === 0) return null
  return (
    <Menu position="bottom-end" width={240} onClose={() => setAsked(undefined)}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          tabIndex={-1}
          data-row-actions
          loading={act.isPending}
          aria-label={t`Actions of ${printed(number.e164)}`}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {asked ? (
          <Ask action={asked} onYes={() => act.mutate(asked)} label={words[asked]} />
        ) : (
          allowed.map((action) => {
            const against = planBulk(action, [number]).leftOut[0]?.reason
            return (
              <Menu.Item
                key={action}
                aria-disabled={against !== undefined || undefined}
                data-disabled={against !== undefined || undefined}
                closeMenuOnClick={against === undefined && !asks(action)}
                onClick={() => {
                  if (against !== undefined) return
                  if (asks(action)) setAsked(action)
                  else act.mutate(action)
                }}
              >
                {words[action]}
                {against && <div className="meta">{reasons(against)}</div>}
              </Menu.Item>
            )
          })
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function Ask({ action, label, onYes }: { action: BulkAction; label: string; onYes: () => void }) {
  return (
    <div className={classes.ask}>
      <p>
        {action === 'release' ? (
          <Trans>It is available at once. Callers of the former company may ring whoever gets it next.</Trans>
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
