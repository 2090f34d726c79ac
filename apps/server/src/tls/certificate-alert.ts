/** Tells people before the certificate of this server ends: an alert that stands until a new one is there. */
import { addJob, clearAlerts, type Database, insertAlert } from '@mainline/storage'

const kind = 'certificate-ends'

/**
 * @param server whose certificate it is
 * @param endsSoon ms since the epoch; undefined: not soon
 * @param now ms since the epoch
 */
export async function tellOfCertificate(
  { kysely }: Pick<Database, 'kysely'>,
  server: string,
  endsSoon: number | undefined,
  now: number,
): Promise<void> {
  if (endsSoon === undefined) {
    await clearAlerts(kysely, kind, [server], now)
    return
  }
  const day = new Date(endsSoon).toISOString().slice(0, 10)
  const raised = await insertAlert(kysely, {
    kind,
    subject: server,
    severity: 'warning',
    words: `The certificate of ${server} is good until ${day}: after that browsers and phones refuse it.`,
    data: { server, goodUntil: new Date(endsSoon).toISOString() },
    operatorId: null,
    siteId: null,
    organizationId: null,
    numberId: null,
    at: now,
  })
  if (raised) await addJob(kysely, 'write-alert-letters', {}, { key: 'write-alert-letters' })
}
