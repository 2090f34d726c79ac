/** The deliveries of a webhook, newest first, kept for 30 days: what was answered, and sending again. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal, SegmentedControl } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconClock, IconRepeat } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../../api/client.ts'
import type { Column } from '../../parts/data-table.tsx'
import form from '../../parts/form.module.css'
import { Listed } from '../../parts/listed.tsx'
import { withUnit } from '../../parts/numbers.ts'
import { RowActions } from '../../parts/row-actions.tsx'
import { Status } from '../../parts/state-badge.tsx'
import { Empty } from '../../parts/states.tsx'
import { localZone, whenInWords } from '../../parts/time.ts'
import { usePages } from '../../parts/use-pages.ts'
import { may, useMe } from '../../session.ts'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import classes from '../administration.module.css'
import type { Webhook } from './webhook.ts'

type Delivery = AnswerOf<'listWebhookDeliveries'>['items'][number]

export function DeliveriesDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useLingui()
  const [state, setState] = useState<Delivery['state']>()
  const params = { webhookId: webhook.id }
  const deliveries = usePages<Delivery>(['webhook-deliveries', webhook.id, state], (after) =>
    api.listWebhookDeliveries({ params, query: { state, after, limit: 200 } }),
  )
  const { replay, canReplay } = useReplay(webhook.id)
  const columns = useColumns((eventId) => replay.mutate({ fromEvent: eventId }), canReplay)
  // The list begins with the newest event: the range runs from the oldest that is shown to it.
  const range = { fromEvent: deliveries.rows.at(-1)?.eventId ?? '', toEvent: deliveries.rows[0]?.eventId }
  return (
    <Modal opened onClose={onClose} title={t`Deliveries to “${webhook.name}”`} size={960}>
      <div className={form.tools}>
        <SegmentedControl
          aria-label={t`State`}
          value={state ?? 'all'}
          onChange={(value) => setState(value === 'all' ? undefined : (value as Delivery['state']))}
          data={[
            { value: 'all', label: t`All` },
            { value: 'delivered', label: t`Delivered` },
            { value: 'waiting', label: t`Waiting` },
            { value: 'failed', label: t`Given up` },
          ]}
        />
        {state === 'failed' && deliveries.rows.length > 0 && canReplay && (
          <Button
            variant="default"
            className={form.end}
            leftSection={<IconRepeat size={16} aria-hidden />}
            loading={replay.isPending}
            onClick={() => replay.mutate({ ...range, failedOnly: true })}
          >
            <Trans>Send these again</Trans>
          </Button>
        )}
      </div>
      {replay.error && <Wrong error={replay.error} />}
      <Listed
        list={deliveries}
        label={t`Deliveries`}
        failed={t`The deliveries could not be loaded.`}
        rows={deliveries.rows}
        columns={columns}
        rowKey={({ id }) => id}
        stale={deliveries.stale}
        onEnd={deliveries.more}
        height="55dvh"
        empty={
          <Empty title={state ? t`No deliveries in this state.` : t`Nothing was sent yet.`} heading="h3">
            {!state && <Trans>The next event of a kind that it is told of stands here.</Trans>}
          </Empty>
        }
      />
    </Modal>
  )
}

interface Replayed {
  readonly fromEvent: string
  readonly toEvent?: string | undefined
  readonly failedOnly?: boolean
}

function useReplay(webhookId: string) {
  const me = useMe()
  const client = useQueryClient()
  const replay = useMutation({
    mutationFn: (body: Replayed) => api.replayWebhook({ params: { webhookId }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['webhook-deliveries', webhookId] }),
  })
  return { replay, canReplay: may(me, 'replay-webhook') }
}

function useColumns(onReplay: (eventId: string) => void, canReplay: boolean): readonly Column<Delivery>[] {
  const { t, i18n } = useLingui()
  return [
    {
      id: 'when',
      header: t({ message: 'Event', context: 'webhook' }),
      width: '100px',
      figures: true,
      cell: ({ createdAt }) => whenInWords(createdAt, Date.now(), localZone, i18n.locale),
    },
    { id: 'kind', header: t`Kind`, width: 'minmax(110px, 0.8fr)', cell: ({ kind }) => kind },
    { id: 'state', header: t`State`, width: '120px', cell: (delivery) => <State {...delivery} /> },
    {
      id: 'attempts',
      header: t`Attempts`,
      width: '80px',
      figures: true,
      end: true,
      from: 620,
      cell: ({ attempts }) => attempts,
    },
    {
      id: 'answer',
      header: <span className={classes.second}>{t`Last answer`}</span>,
      width: 'minmax(120px, 1.4fr)',
      from: 480,
      cell: ({ status, latencyMs, error, answer, nextAttemptAt }) => (
        <span className={classes.second} title={answer ?? undefined}>
          {status !== null && <span className="figures">{status} </span>}
          {latencyMs !== null && <span className="figures">{withUnit(latencyMs, 'ms')} </span>}
          {error}
          {nextAttemptAt && (
            <> {t`Again at ${whenInWords(nextAttemptAt, Date.now(), localZone, i18n.locale)}.`}</>
          )}
        </span>
      ),
    },
    {
      id: 'actions',
      header: <span className="unseen">{t`Actions`}</span>,
      width: 'minmax(40px, 120px)',
      end: true,
      cell: ({ eventId, kind, state }) =>
        canReplay && (
          <RowActions
            name={kind}
            actions={[
              {
                label: t`Send again`,
                icon: <IconRepeat size={15} aria-hidden />,
                reason: state === 'waiting' ? t`It is still being tried.` : undefined,
                onClick: () => onReplay(eventId),
              },
            ]}
          />
        ),
    },
  ]
}

function State({ state }: Delivery) {
  const { t } = useLingui()
  switch (state) {
    case 'delivered':
      return <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>{t`Delivered`}</Status>
    case 'failed':
      return <Status tone="bad" icon={<IconCircleX size={15} aria-hidden />}>{t`Given up`}</Status>
    default:
      return <Status tone="wait" icon={<IconClock size={15} aria-hidden />}>{t`Waiting`}</Status>
  }
}
