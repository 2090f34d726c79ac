/** What a seat answered lately, for whichever site: calls of another one come over to its reception (C7). */
import { openDatabase } from '@mainline/storage'
import { expect } from 'vitest'
import { ownCompany, readSample } from './arrange.ts'
import { test } from './fixture.ts'
import { keepCalls } from './kept-calls.ts'
import { arrangeReception, sitDownByPhone } from './reception.ts'

test('the calls that a seat took are listed with their companies, those of another site, too', async ({
  installation,
  signIn,
}) => {
  const sample = await readSample(installation.server)
  const { siteId } = await arrangeReception(installation)
  const page = await signIn('receptionist', { path: '/reception' })
  await sitDownByPhone(page)
  const database = await openDatabase({ url: installation.server.databaseUrl })
  const { id: seatId } = await database.kysely
    .selectFrom('receptionSeats')
    .select('id')
    .executeTakeFirstOrThrow()
  const away = await database.kysely
    .selectFrom('occupancies as o')
    .innerJoin('organizations', 'organizations.id', 'o.organizationId')
    .select(['o.siteId', 'o.organizationId', 'organizations.name'])
    .where('o.siteId', '<>', siteId)
    .where('organizations.kind', '=', 'occupier')
    .executeTakeFirstOrThrow()
  await database.close()
  const taken = { siteId, seatId, seatName: 'Robin', waitedMs: 1_000 }
  const answered = { result: 'answered-by-reception', answeredBy: 'Robin', reception: taken } as const
  await keepCalls(installation, sample, [
    { callId: 'of-this-site', ...answered },
    {
      ...{ callId: 'of-another', ...answered },
      ...{ siteId: away.siteId, organizationId: away.organizationId, numberId: null },
    },
  ])
  await page.reload()
  const rows = page.getByRole('listitem').filter({ hasText: 'Answered by Robin' })
  await expect.poll(() => rows.count()).toBe(2)
  await rows.filter({ hasText: away.name }).waitFor()
  await rows.filter({ hasText: ownCompany }).waitFor()
})
