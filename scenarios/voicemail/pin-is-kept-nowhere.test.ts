/** The digits of a PIN reach no log, no file, no event, no job, no record and no ladder (M12): not even one by one. */
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
  await office.records.calls()

  const [record] = await office.records.calls()
  // It does tell that keys came by signalling, and when.
  expect(record?.ladder?.match(/<0 INFO/g)).toHaveLength(office.mainExtension.length + OWN_PIN.length + 2)
  const kept = [...lines, ...(await everyRow(office)), ...(await office.records.files())]
  for (const pin of [wrong, fresh, OWN_PIN]) {
    expect(kept.filter((text) => text.includes(pin))).toEqual([])
    expect(keyByKey(pin).test(kept.join('\n'))).toBe(false)
  }
  expect(kept.filter((text) => /Signal\s*=/i.test(text))).toEqual([])
})

it('is looked for in the right way', () => {
  const keys = [...OWN_PIN].map((key) => `{"method":"INFO","at":1234,"key":"${key}"}`)
  expect(keyByKey(OWN_PIN).test(keys.join('\n'))).toBe(true)
  expect(
    keyByKey(OWN_PIN).test([...OWN_PIN].map((key) => `Signal=${key}\r\nDuration=160`).join('\r\n')),
  ).toBe(true)
  expect(keyByKey(OWN_PIN).test(keys.toReversed().join('\n'))).toBe(false)
})

/** The digits standing alone one after the other, with little but other words and numbers between them. */
const keyByKey = (pin: string): RegExp =>
  new RegExp([...pin].map((digit) => `(?<!\\w)${digit}(?!\\w)`).join('[^]{1,200}?'))

async function everyRow(office: Office): Promise<string[]> {
  const rows: string[] = []
  await office.settings.change(async (tx) => {
    const { rows: tables } = await sql<{ schema: string; name: string }>`
      select table_schema as schema, table_name as name from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`.execute(
      tx,
    )
    expect(tables.length).toBeGreaterThan(20)
    expect(tables.map(({ schema }) => schema)).toContain('graphile_worker')
    for (const { schema, name } of tables) {
      const found = await sql<{
        text: string
      }>`select to_jsonb(t)::text as text from ${sql.table(`${schema}.${name}`)} t`.execute(tx)
      rows.push(...found.rows.map(({ text }) => text))
    }
  })
  return rows
}
