/**
 * The voice portal (C10): where it is reached, whose mailbox is meant, and who may open it. All failures look alike, and
 * guessing gets slower with every one of them, per mailbox and per caller (M12).
 */
import { mostMessages, type OpenedMailbox, type PortalMessage } from '@mainline/pbx'
import { sql } from 'kysely'
import { tryPin } from './mailbox-pins.ts'
import { findMailbox } from './mailboxes.ts'
import { listMessages } from './messages.ts'
import { hashPin } from './pin-hash.ts'
import type { Db, Mailbox, Site } from './schema.ts'
import type { SecretBox } from './secrets.ts'
import { beginAttempt, forgiveAttempts, withdrawAttempt } from './sign-in-attempts.ts'
import { inTransaction } from './transaction.ts'

/** A quarter of an hour at most, for whoever tries many mailboxes. */
const callerLimits = { free: 5, longestWait: 15 * 60_000, memory: 3_600_000 }
/**
 * Those who withhold their number are many behind one name: guessing through mailbox after mailbox is slowed down for all
 * of them, but nobody waits long for what another did.
 */
const crowdLimits = { free: 20, longestWait: 30_000, memory: 3_600_000 }
/** Five failures lock a mailbox; those before are slowed down. */
const mailboxLimits = { free: 2, longestWait: 60_000, memory: 3_600_000 }

/** The site whose portal has this number. @param e164 with the plus sign */
export async function findSiteByPortalNumber(db: Db, e164: string): Promise<Site | undefined> {
  return db.selectFrom('sites').selectAll().where('portalNumber', '=', e164).executeTakeFirst()
}

/** The site, when its portal has this extension. */
export async function findSiteByPortalExtension(
  db: Db,
  siteId: string,
  extension: string,
): Promise<Site | undefined> {
  return db
    .selectFrom('sites')
    .selectAll()
    .where('id', '=', siteId)
    .where('portalExtension', '=', extension)
    .executeTakeFirst()
}

/** The mailbox somebody asks for: by its id, or as typed at a site: an extension, or a number with or without its prefix. */
export type MailboxAsked = { readonly id: string } | { readonly siteId: string; readonly typed: string }

export interface PortalAttempt {
  readonly mailbox: MailboxAsked
  readonly pin: string
  /** Who tries it. `many`: nobody knows which of all that come the same way with their number withheld. */
  readonly caller: { readonly name: string; readonly many: boolean }
  /** ms since the epoch */
  readonly at: number
}

/** What came of it; a refusal says nothing about what was wrong. */
export type PortalAnswer =
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'opened' | 'must-change'; readonly mailbox: OpenedMailbox }

const refused: PortalAnswer = { outcome: 'refused' }

/** Judges a PIN. An unknown mailbox costs what a wrong PIN costs. */
export async function tryPortalPin(
  db: Db,
  secrets: SecretBox,
  { mailbox: asked, pin, caller, at }: PortalAttempt,
): Promise<PortalAnswer> {
  const ofCaller = `portal-caller:${caller.name}`
  const limits = caller.many ? crowdLimits : callerLimits
  if ((await beginAttempt(db, ofCaller, limits, at)) !== undefined) return refused
  const mailbox = await findAsked(db, asked)
  if (!mailbox) {
    await inTransaction(db, () => hashPin(pin))
    return refused
  }
  const ofMailbox = `portal-mailbox:${mailbox.id}`
  if ((await beginAttempt(db, ofMailbox, mailboxLimits, at)) !== undefined) return refused
  const outcome = await tryPin(db, secrets, mailbox, pin)
  if (outcome !== 'opened' && outcome !== 'must-change') return refused
  // One of many who knows his PIN says nothing about the others.
  await (caller.many ? withdrawAttempt(db, ofCaller) : forgiveAttempts(db, ofCaller))
  await forgiveAttempts(db, ofMailbox)
  return { outcome, mailbox: await openedMailbox(db, mailbox) }
}

/** New messages, then saved ones, of each the oldest first. */
export async function portalMessages(db: Db, mailboxId: string): Promise<PortalMessage[]> {
  const { items } = await listMessages(db, { mailboxId, states: ['new', 'saved'], limit: 2 * mostMessages })
  const messages = items.reverse().flatMap(({ id, state, callerNumber, startedAt }): PortalMessage[] => {
    if (state !== 'new' && state !== 'saved') return []
    return [{ id, state, before: state, callerNumber: callerNumber ?? undefined, receivedAt: startedAt }]
  })
  const ofState = (wanted: string) => messages.filter(({ state }) => state === wanted)
  return [...ofState('new'), ...ofState('saved')]
}

async function findAsked(db: Db, asked: MailboxAsked): Promise<Mailbox | undefined> {
  if ('id' in asked) return findMailbox(db, asked.id)
  const { siteId, typed } = asked
  if (!/^\d{2,20}$/.test(typed)) return undefined
  // 020 7946 0100, 0044 20 7946 0100 and 44 20 7946 0100 all end alike; only numbers of this site are looked at.
  const tail = typed.replace(/^0+/, '')
  const found = await db
    .selectFrom('mailboxes as m')
    .innerJoin('numbers as n', 'n.id', 'm.numberId')
    .selectAll('m')
    .select('n.extension')
    .where('n.siteId', '=', siteId)
    .where('m.retiredAt', 'is', null)
    .where((is) =>
      is.or([
        is('n.extension', '=', typed),
        ...(tail.length < 6
          ? []
          : [is(sql<boolean>`right(n.e164, ${tail.length})`, '=', sql<boolean>`${tail}`)]),
      ]),
    )
    .limit(3)
    .execute()
  const exact = found.find(({ extension }) => extension === typed)
  if (exact) return exact
  return found.length === 1 ? found[0] : undefined
}

/** In which language a mailbox speaks to its callers and visitors, BCP 47. */
export async function languageOfMailbox(db: Db, mailbox: Mailbox): Promise<string> {
  return (await openedMailbox(db, mailbox)).language
}

async function openedMailbox(db: Db, { id, numberId, language }: Mailbox): Promise<OpenedMailbox> {
  const number = await db
    .selectFrom('numbers as n')
    .innerJoin('sites as s', 's.id', 'n.siteId')
    .select(['n.e164', 'n.extension', 'n.language', 's.language as siteLanguage'])
    .where('n.id', '=', numberId)
    .executeTakeFirstOrThrow()
  return {
    id,
    e164: number.e164,
    extension: number.extension ?? undefined,
    language: number.language ?? language ?? number.siteLanguage,
  }
}
