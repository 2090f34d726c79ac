/** Tells people of a mail server that takes no letters: those about messages wait meanwhile, and nobody would know (M13, product §6.4). */
import type { Clock } from '@mainline/sip'
import { addJob, clearAlerts, type Database, type Db, insertAlert, inTransaction } from '@mainline/storage'
import type { Log } from '../log.ts'
import { oneLine } from './letter.ts'
import type { MailTransport } from './mail-transport.ts'

/** A mail server that is started afresh is nobody's concern, ms. */
const PATIENCE_MS = 5 * 60_000
const kind = 'mail-fails'
/** There is one for all servers on the database. */
const subject = 'mail-server'

export interface MailWatchOptions {
  readonly database: Pick<Database, 'kysely'>
  /** Of the mail server. */
  readonly url: string
  readonly clock: Pick<Clock, 'epoch'>
  readonly log: Pick<Log, 'error'>
}

export interface WatchedMail extends MailTransport {
  /** Once the database knows what the letters so far say of the mail server. */
  told(): Promise<void>
}

/** @returns the transport; what comes of its letters raises the alert, and ends it with the first that is taken */
export function watchMail(
  transport: MailTransport,
  { database, url, clock, log }: MailWatchOptions,
): WatchedMail {
  const { host } = new URL(url)
  let failsSince: number | undefined
  /** undefined: one may stand that a process before us has raised. */
  let stands: boolean | undefined
  let telling = Promise.resolve()
  /** Whoever delivers holds a transaction, and waits for none of ours. */
  const tell = (change: () => Promise<void>, onFailure: () => void) => {
    telling = telling.then(change).catch((error) => {
      onFailure()
      log.error({ error }, 'the state of the mail server could not be told')
    })
  }
  const taken = () => {
    failsSince = undefined
    if (stands === false) return
    stands = false
    tell(
      () => endMailAlert(database.kysely, clock.epoch()),
      () => {
        stands = undefined
      },
    )
  }
  const failed = (error: unknown) => {
    const at = clock.epoch()
    failsSince ??= at
    if (stands || at - failsSince < PATIENCE_MS) return
    stands = true
    tell(
      () => raise(database, host, saidBy(error), at),
      () => {
        stands = undefined
      },
    )
  }
  return {
    async deliver(letter) {
      try {
        await transport.deliver(letter)
      } catch (error) {
        if (isOfServer(error)) failed(error)
        throw error
      }
      taken()
    },
    told: () => telling,
    close: () => transport.close(),
  }
}

/** No letters wait any more: one was taken, or mail is off. */
export async function endMailAlert(db: Db, at: number): Promise<void> {
  await clearAlerts(db, kind, [subject], at)
}

const raise = (
  { kysely }: Pick<Database, 'kysely'>,
  mailServer: string,
  said: string,
  at: number,
): Promise<void> =>
  inTransaction(kysely, async (tx) => {
    const raised = await insertAlert(tx, {
      kind,
      subject,
      severity: 'critical',
      words: `The mail server ${mailServer} takes no letters: ${said}. Letters wait, those about messages for two days. See that it runs, and that MAINLINE_SMTP_URL is right.`,
      data: { mailServer, said },
      operatorId: null,
      siteId: null,
      organizationId: null,
      numberId: null,
      at,
    })
    // Goes once it can; whoever looks at the console, or has a webhook, knows at once.
    if (raised) await addJob(tx, 'write-alert-letters', {}, { key: 'write-alert-letters' })
  })

const saidBy = (error: unknown): string =>
  oneLine(error instanceof Error ? error.message : String(error)).replace(/\.$/, '')

/** What the library tells of a failure. */
interface MailError {
  readonly code?: unknown
  /** Of SMTP, that was refused. */
  readonly command?: unknown
  readonly responseCode?: unknown
}

/**
 * Whether the server itself keeps letters from going: it is not to be had, closes (421, RFC 5321 §3.8), or refuses whoever sends.
 * What it says of an address or of the text concerns one letter.
 */
function isOfServer(error: unknown): boolean {
  const { code, command, responseCode } = error as MailError
  if (responseCode === 421) return true
  return code !== 'EMESSAGE' && !(code === 'EENVELOPE' && command !== 'MAIL FROM')
}
