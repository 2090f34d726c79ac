/** What is told of a trunk whose calls cannot be answered (C12). */
import { createTrunk, listAlerts } from '@mainline/storage'
import { must, openTestDatabase } from '@mainline/storage/testing'
import { expect, it, onTestFinished } from 'vitest'
import { trunkNewsSink } from './trunk-news.ts'

it('one alert stands of each trunk, and a letter is written', async () => {
  const database = await openTestDatabase()
  onTestFinished(() => database.close())
  const sink = trunkNewsSink(database)
  const trunk = must(
    await createTrunk(database.kysely, { name: 'North', sourceAddresses: ['192.0.2.1'], host: '192.0.2.1' }),
  )
  const call = { trunk, called: '+442079460100', misfit: 'unsecured', at: 0 } as const
  await sink.misfit(call)
  await sink.misfit({ ...call, misfit: { codecs: ['G729'] } })
  await sink.misfit({ ...call, trunk: { ...trunk, id: 'another' }, misfit: { codecs: ['G729'] } })
  const { items } = await listAlerts(database.kysely)
  expect(items.map(({ words }) => words).toReversed()).toEqual([
    'A call to +442079460100 by the trunk North was refused: its sound was not secured, and the trunk asks for that. Have its carrier use SRTP, or change the trunk.',
    'A call to +442079460100 by the trunk North was refused: its sound came only as G729, which neither voicemail nor a notice can answer. Have its carrier offer G.711 (PCMA or PCMU) as well.',
  ])
  const { rowCount } = await database.pool.query(
    `select from graphile_worker.jobs where task_identifier = 'write-alert-letters'`,
  )
  expect(rowCount).toBe(1)
})
