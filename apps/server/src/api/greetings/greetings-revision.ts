/** N12: tells one state of a mailbox's greetings from another: which there are, and which are chosen. */
import { createHash } from 'node:crypto'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import { ofNumberOutOfService } from '../main-number/out-of-service.ts'
import { presentGreeting } from './present-greeting.ts'

export function revisionOf(greetings: readonly storage.GreetingRow[]): string {
  const list = greetings.map(({ id, chosen }) => [id, chosen])
  return createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 16)
}

/**
 * Keeps the greetings of the mailbox as they are until the transaction ends.
 *
 * @returns refused when there is no such greeting, its number rests (M3), or the list is another than the one that was read
 */
export async function changedGreetings(
  tx: storage.Tx,
  greetingId: string,
  revision: string,
): Promise<Refused | undefined> {
  const greeting = await storage.findGreeting(tx, greetingId)
  if (!greeting) return noSuch('greeting')
  const rests = await ofNumberOutOfService(tx, greeting)
  if (rests) return rests
  await storage.lockGreetings(tx, greeting.mailboxId)
  const now = await storage.listGreetings(tx, greeting.mailboxId)
  if (!now.some(({ id }) => id === greetingId)) return noSuch('greeting')
  if (revisionOf(now) === revision) return undefined
  const current = { revision: revisionOf(now), items: now.map(presentGreeting) }
  return new Refused('stale-version', 'the greetings changed in between', { current })
}
