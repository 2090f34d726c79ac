/** Imports that take long, on the real queue: whatever else is to be done goes on beside them. */
import { addJob, createImport } from '@mainline/storage'
import { createTenant, must, openTestDatabase, testSecrets } from '@mainline/storage/testing'
import { expect, it, onTestFinished } from 'vitest'
import { importRunner, runImportJob } from './run-import.ts'
import { workedOff } from './testing/worked-off.ts'

it('many at once leave room for other work, and all are run', async () => {
  const database = await openTestDatabase()
  onTestFinished(() => database.close())
  const { kysely } = database
  const { site } = await createTenant(kysely)
  const of = { siteId: site.id, kind: 'numbers', mode: 'best-effort', dryRun: false, byName: 'Test' } as const
  const states = async () =>
    (await kysely.selectFrom('imports').select('state').execute()).map(({ state }) => state)
  const doesOther = await workedOff(database, importRunner(testSecrets))
  // None gets on as long as somebody holds the extensions of the site.
  const holder = await database.pool.connect()
  let holds = true
  const letGo = async () => {
    if (!holds) return
    holds = false
    await holder.query('rollback')
    holder.release()
  }
  onTestFinished(letGo)
  await holder.query('begin')
  await holder.query('select id from sites where id = $1 for no key update', [site.id])
  for (let n = 0; n < 10; n++) {
    const file = Buffer.from(`number,extension\n+4420794605${n}0,none\n`)
    const { id } = must(await createImport(kysely, testSecrets, { ...of, fileName: `${n}.csv`, file }))
    await addJob(kysely, runImportJob, { importId: id })
  }
  for (let n = 0; n < 10; n++) await doesOther()
  expect((await states()).filter((state) => state === 'running').length).toBeLessThanOrEqual(2)
  await letGo()
  while ((await states()).some((state) => state !== 'done')) await doesOther()
  expect(
    await kysely.selectFrom('numbers').select('id').where('e164', 'like', '+4420794605%').execute(),
  ).toHaveLength(10)
})
