/** Calls of the sample's main number that are over, as an engine would have stored them. */
import { insertCallRecords, type NewCallRecord, openDatabase } from '@mainline/storage'
import type { Sample } from './arrange.ts'
import type { Installation } from './installation.ts'

/** When the calls begin that tests keep. */
export const nineOClock = Date.parse('2026-11-24T09:00:00Z')

/** Keeps them, the first first, a minute apart; what is not said of one is of a caller who hung up. */
export async function keepCalls(
  { server }: Installation,
  { operatorId, siteId, companyId, main }: Sample,
  calls: readonly (Partial<NewCallRecord> & Pick<NewCallRecord, 'callId'>)[],
): Promise<void> {
  const database = await openDatabase({ url: server.databaseUrl })
  await insertCallRecords(
    database.kysely,
    calls.map((call, index) => {
      const startedAt = nineOClock + (index + 1) * 60_000
      return {
        operatorId,
        siteId,
        organizationId: companyId,
        numberId: main.id,
        trunkId: null,
        sipCallId: `${call.callId}@carrier`,
        callerNumber: '+442079460103',
        callerName: null,
        calledNumber: main.e164,
        startedAt,
        answeredAt: null,
        endedAt: startedAt + 4_000,
        result: 'abandoned',
        reason: 'caller-hung-up',
        answeredBy: null,
        settingsVersion: null,
        path: [],
        legs: [],
        codecs: null,
        mediaStats: null,
        ...call,
      }
    }),
  )
  await database.close()
}
