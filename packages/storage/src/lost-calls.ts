/** Calls whose engine died while it took a message: the message outlives it, and the record of the call says so (C9, C13). */
import { lostWithMessage } from '@mainline/pbx'
import type { Tx } from './schema.ts'

/**
 * Writes the messages that have been kept into the records of these calls. Whichever of the two is stored last finds the other:
 * messages that are being kept at the moment are waited for.
 */
export async function tellOfMessages(tx: Tx, callIds: readonly string[]): Promise<void> {
  // Found by the index of the organization's messages, of which there are few.
  const rows = await tx
    .selectFrom('callRecords as r')
    .innerJoin('messages as m', (join) =>
      join.onRef('m.callId', '=', 'r.callId').onRef('m.organizationId', '=', 'r.organizationId'),
    )
    .innerJoin('numbers as n', 'n.id', 'm.numberId')
    .innerJoin('organizations as o', 'o.id', 'm.organizationId')
    .select(['r.callId', 'r.startedAt', 'r.endedAt', 'r.result', 'r.reason', 'r.path'])
    .select(['m.state', 'm.seconds', 'm.cutShort', 'm.startedAt as begunAt', 'n.label', 'o.name', 'n.e164'])
    .where('r.callId', 'in', callIds)
    .where('r.reason', '=', 'engine-lost')
    .where('r.result', '<>', 'voicemail-left')
    .forShare('m')
    .execute()
  for (const { callId, state, seconds, cutShort, begunAt, label, name, e164, ...lost } of rows) {
    if (state === 'recording') continue
    const message = { mailbox: label || name || e164, seconds, cutShort }
    const { endedAt, result, reason, path } = lostWithMessage(
      lost,
      message,
      begunAt + Math.round(seconds * 1000),
    )
    await tx
      .updateTable('callRecords')
      .set({ endedAt, result, reason, answeredBy: null, path: JSON.stringify(path) })
      .where('callId', '=', callId)
      .execute()
  }
}
