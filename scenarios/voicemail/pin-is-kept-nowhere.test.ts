/** The digits of a PIN reach no log, no journal, no event and no record (M12). */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { equipPortal, OWN_PIN, PortalCaller } from '../office/portal-caller.ts'

it('neither the right one, nor a wrong one, nor a new one', async () => {
  const lines: string[] = []
  const note = (fields: object, text: string) => void lines.push(`${text} ${JSON.stringify(fields)}`)
  const log = { debug: note, info: note, warn: note, error: note }
  await using office = await Office.open({ people: ['Maya'], followed: true, log })
  await equipPortal(office)
  const [wrong, fresh] = ['840271', '915037']
  const caller = await PortalCaller.dial(office)
  await caller.hears('enter-mailbox')
  caller.press(`${office.mainExtension}#${wrong}#`)
  await caller.hears('not-accepted')
  await caller.pressByInfo(`${office.mainExtension}#${OWN_PIN}#`)
  await caller.hearsAndPresses('no-messages', '3')
  caller.press(`${fresh}#${fresh}#`)
  await caller.hears('pin-changed')
  caller.call.hangUp()
  await office.callRecords()

  const kept = [...lines, ...(await everyRow(office)), await office.journalText()]
  for (const pin of [wrong, fresh, OWN_PIN]) expect(kept.filter((text) => text.includes(pin))).toEqual([])
})

async function everyRow(office: Office): Promise<string[]> {
  const rows: string[] = []
  await office.change(async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'`.execute(tx)
    expect(tables.length).toBeGreaterThan(20)
    for (const { name } of tables) {
      const found = await sql<{
        text: string
      }>`select to_jsonb(t)::text as text from ${sql.table(name)} t`.execute(tx)
      rows.push(...found.rows.map(({ text }) => text))
    }
  })
  return rows
}
