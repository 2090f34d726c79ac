import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { createTenant, must, openTestDatabase } from '../testing/index.ts'
import { newId } from './id.ts'
import { listInbox } from './inbox.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { beginMessage, finishMessage } from './messages.ts'

it('gives every message to whoever reads it by the longest pages', async () => {
  const database = await openTestDatabase()
  onTestFinished(() => database.close())
  const db = database.kysely
  const { main } = await createTenant(db, { ordinary: 0 })
  const mailbox = await findMailboxOfNumber(db, main.id)
  if (!mailbox) throw new Error('no mailbox')
  const first = must(
    await beginMessage(db, {
      mailboxId: mailbox.id,
      callId: 'first',
      callerNumber: null,
      callerName: null,
      path: '{id}.wav',
      startedAt: 1_800_000_000_000,
    }),
  )
  await finishMessage(db, first.id, { seconds: 3, cutShort: false })
  // Of the same form as the first, a thousand more.
  const { rows } = await sql<{ columns: string }>`select string_agg(quote_ident(column_name), ', ') as columns
    from information_schema.columns where table_name = 'messages' and is_generated = 'NEVER'
      and column_name not in ('id', 'call_id')`.execute(db)
  const columns = sql.raw(rows[0]?.columns ?? '')
  const ids = Array.from({ length: 1000 }, () => newId())
  await sql`insert into messages (id, call_id, ${columns})
    select more.id, more.id::text, ${columns} from messages m, unnest(${ids}::uuid[]) as more (id)
    where m.id = ${first.id}`.execute(db)
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await listInbox(db, { folder: 'all', reception: true, limit: 1000, after })
    seen.push(...page.items.map(({ message }) => message.id))
    after = page.next
  } while (after !== undefined)
  expect(seen).toEqual([...ids.toReversed(), first.id])
}, 60_000)
