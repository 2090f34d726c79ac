/** Mailboxes that are full, or will be soon (C14): their people have a letter, and an alert stands until there is room again. */
import { fillInWords, mostMessages, nearlyFullMessages } from '@mainline/pbx'
import { sql } from 'kysely'
import { noteTold } from './alert-recipients.ts'
import { insertAlert, type NewAlert } from './alerts.ts'
import { addJob } from './job-queue.ts'
import type { MailboxFill } from './schema/voicemail-delivery.ts'
import type { Db, Tx } from './schema.ts'

/** The messages from which on a mailbox is so full. */
export const messagesAt: Readonly<Record<MailboxFill, number>> = {
  'mailbox-nearly-full': nearlyFullMessages,
  'mailbox-full': mostMessages,
}

/** How many messages it holds, counted to where it is full, and of what its people were told. */
export async function fillOf(
  db: Db,
  mailboxId: string,
): Promise<{ count: number; told: readonly MailboxFill[] }> {
  const { rows } = await sql<{ count: number; told: MailboxFill[] }>`
    select (select count(*)::int from (select from messages
        where mailbox_id = ${mailboxId} and state in ('recording', 'new', 'saved') limit ${mostMessages}) m) as count,
      array(select level from mailbox_fills where mailbox_id = ${mailboxId}) as told`.execute(db)
  return rows[0] ?? { count: 0, told: [] }
}

/** Tells the people of a mailbox that it is full, or will be soon: once until it has room again. */
export async function tellOfFill(tx: Tx, mailboxId: string, level: MailboxFill, now: number): Promise<void> {
  const told = await tx
    .insertInto('mailboxFills')
    .values({ mailboxId, level, since: now })
    .onConflict((known) => known.doNothing())
    .returning('mailboxId')
    .executeTakeFirst()
  if (!told) return
  await sql`select queue_deliveries(${level}, null, ${mailboxId}::uuid)`.execute(tx)
  await raiseAlert(tx, mailboxId, level, now)
}

/** Everybody who looks sees the alert; administrators are written to when nobody is mailed for the mailbox. */
async function raiseAlert(tx: Tx, mailboxId: string, level: MailboxFill, at: number): Promise<void> {
  const mailbox = await findFacts(tx, mailboxId)
  if (!mailbox) return
  const { e164, organizationName, emails, ...place } = mailbox
  const [full, mailed, messages] = [level === 'mailbox-full', emails > 0, messagesAt[level]]
  const alert: NewAlert = {
    ...place,
    kind: level,
    subject: mailboxId,
    severity: full ? 'critical' : 'warning',
    words: fillInWords({ name: `${e164} (${organizationName})`, full, mailed }),
    data: { mailboxId, messages, mailed },
    at,
  }
  const raised = await insertAlert(tx, alert)
  if (!raised) return
  if (mailed) await noteTold(tx, [raised.id], at)
  else await addJob(tx, 'write-alert-letters', {}, { key: 'write-alert-letters' })
}

const findFacts = (tx: Tx, mailboxId: string) =>
  tx
    .selectFrom('mailboxes as b')
    .innerJoin('numbers as n', 'n.id', 'b.numberId')
    .innerJoin('organizations as o', 'o.id', 'b.organizationId')
    .leftJoin('callSettings as c', 'c.numberId', 'b.numberId')
    .select([
      'b.operatorId',
      'b.siteId',
      'b.organizationId',
      'b.numberId',
      'n.e164',
      'o.name as organizationName',
      sql<number>`jsonb_array_length(coalesce(c.voicemail_emails, b.voicemail_emails))`.as('emails'),
    ])
    .where('b.id', '=', mailboxId)
    .where('b.retiredAt', 'is', null)
    .executeTakeFirst()
