/**
 * What people have written is kept in one spelling, so that a search finds what it shows: each letter in Unicode Normalization
 * Form C (UAX 15), as the API has taken it for long, and a line with one space where several stood. A row whose new spelling
 * another row has already stays as it is; somebody has to rename one of the two, and a warning says which.
 * Rolling upgrade: safe; a server of the version before may go on writing two spaces.
 */
import { type Kysely, sql } from 'kysely'

/** Lines of text. */
const lines: Readonly<Record<string, readonly string[]>> = {
  organizations: ['name'],
  sites: ['name'],
  numbers: ['label'],
  devices: ['name'],
  hunt_members: ['name'],
  users: ['name'],
  memberships: ['title', 'absence'],
  invitations: ['name'],
  trunks: ['name'],
  site_events: ['name'],
  schedule_sources: ['name'],
  dated_changes: ['name'],
  reception_seats: ['name'],
  webhooks: ['name'],
  api_tokens: ['name'],
  messages: ['caller_name'],
  reception_messages: ['caller_name', 'caller_company', 'recipient'],
}

/** Text of several lines: its spaces may be meant. */
const paragraphs: Readonly<Record<string, readonly string[]>> = {
  messages: ['transcript'],
  reception_messages: ['text'],
  reception_notes: ['text'],
  message_notes: ['text'],
}

const spaces = String.raw`[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]{2,}`
const ofLine = (column: string) => `regexp_replace(normalize(${column}, NFC), '${spaces}', ' ', 'g')`
const ofParagraph = (column: string) => `normalize(${column}, NFC)`

const respell = (table: string, column: string, spelling: (column: string) => string) => `do $$
  declare old record;
  begin
    for old in select id, ${column} as text from ${table} where ${column} <> ${spelling(column)} order by id loop
      begin
        update ${table} set ${column} = ${spelling(column)} where id = old.id;
      exception when unique_violation then
        raise warning '% of %, "%", cannot be spelled as names are now: another one is called so. Rename one of the two; until then a search may not find this one.',
          '${column}', '${table} ' || old.id, old.text;
      end;
    end loop;
  end $$`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [texts, spelling] of [[lines, ofLine] as const, [paragraphs, ofParagraph] as const])
    for (const [table, columns] of Object.entries(texts))
      for (const column of columns) await sql.raw(respell(table, column, spelling)).execute(db)
}
