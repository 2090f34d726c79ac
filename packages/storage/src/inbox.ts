/** What waits for somebody: voicemail (C9) and what reception took down (C8), as one list. */
import { sql } from 'kysely'
import { listMessages } from './messages.ts'
import { type Page, type PageRequest, pageLimit } from './page.ts'
import { listReceptionMessages, type NamedReceptionMessage } from './reception-messages.ts'
import type { Db, Message, MessageState } from './schema.ts'

const inboxFolders = ['all', 'new', 'reception', 'deleted'] as const
/** `new`: what nobody has heard or acknowledged yet; `all` but what was deleted. */
export type InboxFolder = (typeof inboxFolders)[number]

export interface InboxFilter extends PageRequest {
  folder: InboxFolder
  siteId?: string | undefined
  organizationId?: string | undefined
  search?: string | undefined
  /** Whether what reception took is among it. */
  reception: boolean
}

export type InboxItem =
  | { readonly kind: 'voicemail'; readonly message: Message }
  | { readonly kind: 'reception'; readonly message: NamedReceptionMessage }

const voicemailIn: Readonly<Record<InboxFolder, readonly MessageState[]>> = {
  all: ['new', 'saved'],
  new: ['new'],
  reception: [],
  deleted: ['deleted'],
}

/** The newest first. */
export async function listInbox(
  db: Db,
  { folder, reception, ...filter }: InboxFilter,
): Promise<Page<InboxItem>> {
  // Both bear identifiers in the order of time: the page of the whole lies within a page of each.
  const states = voicemailIn[folder]
  const voicemail = states.length > 0 ? await listMessages(db, { ...filter, states }) : none
  const open = folder === 'new' ? true : undefined
  const taken =
    reception && folder !== 'deleted' ? await listReceptionMessages(db, { ...filter, open }) : none
  const rows: InboxItem[] = [
    ...voicemail.items.map((message) => ({ kind: 'voicemail', message }) as const),
    ...taken.items.map((message) => ({ kind: 'reception', message }) as const),
  ].sort((a, b) => (a.message.id < b.message.id ? 1 : -1))
  const items = rows.slice(0, pageLimit(filter))
  const last = items.at(-1)
  const isMore = rows.length > items.length || voicemail.next !== undefined || taken.next !== undefined
  return isMore && last !== undefined ? { items, next: last.message.id } : { items }
}

const none: Page<never> = { items: [] }

/** A folder that holds more is counted as holding so many. */
const mostCounted = 1000

export type InboxCounts = Record<InboxFolder, number>

/** How many messages each folder holds. */
export async function countInbox(
  db: Db,
  { organizationId, siteId, reception }: Pick<InboxFilter, 'organizationId' | 'siteId' | 'reception'>,
): Promise<InboxCounts> {
  const of = placed({ organizationId, siteId })
  const voicemail = (state: MessageState) =>
    sql`(select count(*)::int from (select from messages where state = ${sql.lit(state)} and ${of} limit ${mostCounted}) m)`
  const taken = (which = sql`true`) =>
    reception
      ? sql`(select count(*)::int from (select from reception_messages where ${which} and ${of} limit ${mostCounted}) m)`
      : sql`0`
  const { rows } = await sql<{
    heard: number
    unheard: number
    deleted: number
    taken: number
    open: number
  }>`
    select ${voicemail('saved')} as heard, ${voicemail('new')} as unheard, ${voicemail('deleted')} as deleted,
      ${taken()} as taken, ${taken(sql`acknowledged_at is null`)} as open`.execute(db)
  const { heard = 0, unheard = 0, deleted = 0, taken: all = 0, open = 0 } = rows[0] ?? {}
  const capped = (count: number) => Math.min(count, mostCounted)
  return { all: capped(heard + unheard + all), new: capped(unheard + open), reception: all, deleted }
}

/** Numbers with messages that nobody has heard yet, those with most first; a thousand at most. */
export async function countNewMessages(
  db: Db,
  filter: Pick<InboxFilter, 'organizationId' | 'siteId'>,
): Promise<{ numberId: string; new: number }[]> {
  const { rows } = await sql<{
    numberId: string
    new: number
  }>`select number_id as "numberId", count(*)::int as new
    from messages where state = 'new' and ${placed(filter)} group by number_id order by 2 desc limit ${mostCounted}`.execute(
    db,
  )
  return rows
}

function placed({ organizationId, siteId }: Pick<InboxFilter, 'organizationId' | 'siteId'>) {
  return sql.join(
    [
      sql`true`,
      ...(organizationId ? [sql`organization_id = ${organizationId}`] : []),
      ...(siteId ? [sql`site_id = ${siteId}`] : []),
    ],
    sql` and `,
  )
}
