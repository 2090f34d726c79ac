/**
 * From the stream of events to deliveries: each webhook gets a row for each event that its operator may see and that it
 * asked for, once, in the transaction that moves the place up to which webhooks have been told.
 */
import type { Principal, LiveEvent as ShownEvent } from '@mainline/contract'
import {
  addJob,
  type Database,
  enabledWebhooks,
  insertDeliveries,
  type LiveEvent,
  liveEventBounds,
  lockWebhookCursor,
  moveWebhookCursor,
  type NewDelivery,
  numberLiveEvents,
  readLiveEvents,
  type Webhook,
} from '@mainline/storage'
import { presentEvent } from '../events/present-event.ts'
import { sightOf } from '../events/sight.ts'

export const deliverWebhookJob = 'deliver-webhook'

const EVENTS_AT_ONCE = 1_000

/** @param now ms since the epoch. @returns how many deliveries were made */
export async function tellWebhooks({ kysely }: Database, now: number): Promise<number> {
  await numberLiveEvents(kysely)
  let told = 0
  for (let more = true; more; ) {
    const made = await kysely.transaction().execute(async (tx) => {
      const place = await lockWebhookCursor(tx)
      const webhooks = await enabledWebhooks(tx)
      if (webhooks.length === 0) {
        await moveWebhookCursor(tx, Math.max(place, (await liveEventBounds(tx)).last))
        return undefined
      }
      const events = await readLiveEvents(tx, { after: place, limit: EVENTS_AT_ONCE })
      const last = events.at(-1)
      if (!last) return undefined
      const deliveries = (await Promise.all(webhooks.map((webhook) => deliveriesFor(webhook, events)))).flat()
      await insertDeliveries(tx, deliveries, now)
      for (const webhookId of new Set(deliveries.map((delivery) => delivery.webhookId)))
        await addJob(tx, deliverWebhookJob, { webhookId }, { key: `${deliverWebhookJob} ${webhookId}` })
      await moveWebhookCursor(tx, last.seq)
      return { count: deliveries.length, more: events.length === EVENTS_AT_ONCE }
    })
    told += made?.count ?? 0
    more = made?.more ?? false
  }
  return told
}

async function deliveriesFor(webhook: Webhook, events: readonly LiveEvent[]): Promise<NewDelivery[]> {
  const maySee = await sightOf(viewerOf(webhook))
  const { id, operatorId, siteId, organizationId, kinds } = webhook
  return events
    .filter(
      (event) =>
        maySee(event) &&
        (siteId === null || event.siteId === siteId) &&
        (organizationId === null || event.organizationId === organizationId) &&
        (kinds.length === 0 || kinds.includes(event.kind)),
    )
    .map((event) => ({
      webhookId: id,
      operatorId,
      siteId,
      organizationId,
      seq: event.seq,
      kind: event.kind,
      body: bodyOf(presentEvent(event)),
    }))
}

const bodyOf = (event: ShownEvent): string =>
  JSON.stringify({ type: event.kind, timestamp: event.at, data: event })

/** A webhook sees what the operator that made it sees. */
const viewerOf = ({ id, operatorId, siteId }: Webhook): Principal => ({
  kind: 'system',
  id,
  name: 'Webhook',
  role: 'operator-admin',
  operatorId,
  siteIds: siteId === null ? null : [siteId],
  organizationId: null,
  userId: null,
})
