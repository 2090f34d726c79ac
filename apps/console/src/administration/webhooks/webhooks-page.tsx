/** Webhooks: addresses that are told of events, with what became of each delivery. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../../api/client.ts'
import { useRefreshOn } from '../../api/live.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import form from '../../parts/form.module.css'
import { Listed } from '../../parts/listed.tsx'
import { SecretOnce } from '../../parts/secret-once.tsx'
import { Empty } from '../../parts/states.tsx'
import { useAddress } from '../../parts/use-address.ts'
import { usePages } from '../../parts/use-pages.ts'
import { may, useMe } from '../../session.ts'
import { DeliveriesDialog } from './deliveries-dialog.tsx'
import type { Webhook } from './webhook.ts'
import { useWebhookColumns } from './webhook-columns.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'

/** What the list keeps in its address. */
export interface WebhooksSearch {
  dialog?: 'create' | 'edit' | 'remove' | 'deliveries'
  webhook?: string
}

export function WebhooksPage() {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const [search, change] = useAddress<WebhooksSearch>()
  const webhooks = usePages<Webhook>(['webhooks'], (after) =>
    api.listWebhooks({ query: { after, limit: 1000 } }),
  )
  useRefreshOn(['alert.'], ['webhooks'])
  const [made, setMade] = useState<AnswerOf<'createWebhook'>>()
  const refresh = () => client.invalidateQueries({ queryKey: ['webhooks'] })
  const close = () => change({ dialog: undefined, webhook: undefined })
  const open = (dialog: WebhooksSearch['dialog']) => (webhook: Webhook) =>
    change({ dialog, webhook: webhook.id })
  const opened = webhooks.rows.find(({ id }) => id === search.webhook)
  const columns = useWebhookColumns({
    onDeliveries: open('deliveries'),
    onEdit: open('edit'),
    onRemove: open('remove'),
  })
  return (
    <>
      <div className={form.tools}>
        <p className="middle">
          <Trans>Each event is posted to the address, signed, and tried again for 28 hours.</Trans>
        </p>
        {may(me, 'create-webhook') && (
          <Button
            className={form.end}
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => change({ dialog: 'create' })}
          >
            <Trans>Add a webhook</Trans>
          </Button>
        )}
      </div>
      <Listed
        list={webhooks}
        label={t`Webhooks`}
        failed={t`The webhooks could not be loaded.`}
        rows={webhooks.rows}
        columns={columns}
        rowKey={({ id }) => id}
        onEnd={webhooks.more}
        onOpen={open('deliveries')}
        empty={
          <Empty icon={<IconWebhook size={24} stroke={1.5} />} title={t`No webhooks yet.`}>
            <Trans>A visitor system or CRM can be told of each call, message and change as it happens.</Trans>
          </Empty>
        }
      />
      {(search.dialog === 'create' || (search.dialog === 'edit' && opened)) && (
        <WebhookDialog
          key={opened?.id ?? 'new'}
          webhook={search.dialog === 'edit' ? opened : undefined}
          onClose={close}
          onMade={setMade}
        />
      )}
      {search.dialog === 'deliveries' && opened && <DeliveriesDialog webhook={opened} onClose={close} />}
      {search.dialog === 'remove' && opened && (
        <Confirm
          title={t`Remove the webhook “${opened.name}”?`}
          act={t`Remove`}
          onClose={close}
          onAct={() =>
            api
              .deleteWebhook({ params: { webhookId: opened.id }, query: { version: opened.version } })
              .finally(refresh)
          }
        >
          <Trans>{opened.url} is told of nothing any more. The log of its deliveries goes too.</Trans>
        </Confirm>
      )}
      {made && (
        <SecretOnce
          title={t`Secret of “${made.name}”`}
          secret={made.secret}
          onClose={() => setMade(undefined)}
        >
          <Trans>The receiver checks the signature of each event with it. It is shown this once.</Trans>
        </SecretOnce>
      )}
    </>
  )
}
