/** Tells webhooks of events as they come; what comes meanwhile is told in one go. */
import type { Database } from '@mainline/storage'
import type { EventFeed } from '../events/event-feed.ts'
import type { Log } from '../log.ts'
import { tellWebhooks } from './tell-webhooks.ts'

/** @returns a function that ends it and waits for what is under way */
export function startWebhookTeller(
  database: Database,
  feed: EventFeed,
  log: Pick<Log, 'warn'>,
): () => Promise<void> {
  let again = false
  let telling: Promise<void> | undefined
  const tell = async () => {
    while (again) {
      again = false
      // The job of every minute makes up for it.
      await tellWebhooks(database, Date.now()).catch((error: unknown) =>
        log.warn({ error }, 'webhooks could not be told'),
      )
    }
    telling = undefined
  }
  const leave = feed.follow(() => {
    again = true
    telling ??= tell()
  })
  return async () => {
    leave()
    again = false
    await telling
  }
}
