/** Tells the people of a site, while the call goes on, that one of its phones calls for help, or that calls out are refused (C15). */
import type { OutsideCallSink } from '@mainline/engine'
import { instantInWords } from '@mainline/pbx'
import { addJob, type Database, insertAlert, inTransaction, type NewAlert } from '@mainline/storage'

export const outsideCallSink = (database: Database): OutsideCallSink => ({
  async emergency({ callId, number, device, siteName, zone, at }) {
    const { e164, extension, name } = device
    const who = `${name} (${extension === undefined ? e164 : `${e164} / ${extension}`}, ${siteName})`
    await raise(database, {
      ...placeOf(device),
      kind: 'emergency-call',
      subject: callId,
      severity: 'critical',
      words: `${who} called ${number} at ${instantInWords(zone, at, at)}. Look after them, and show helpers the way.`,
      data: { callId, number, deviceId: device.id, device: name, e164, extension: extension ?? null },
      at,
    })
  },
  async limitReached({ device, siteName, at }) {
    const who = `${device.name} (${device.e164}, ${siteName})`
    await raise(database, {
      ...placeOf(device),
      kind: 'calls-out-limit',
      subject: device.organizationId,
      severity: 'warning',
      words: `A call out of ${who} was refused: the organization has as many as it may have. If nobody there knows why, somebody else may know a password.`,
      data: { deviceId: device.id, device: device.name, e164: device.e164 },
      at,
    })
  },
})

const placeOf = ({
  operatorId,
  siteId,
  organizationId,
  numberId,
}: Parameters<OutsideCallSink['emergency']>[0]['device']) => ({
  operatorId,
  siteId,
  organizationId,
  numberId,
})

async function raise({ kysely }: Database, alert: NewAlert): Promise<void> {
  await inTransaction(kysely, async (tx) => {
    const raised = await insertAlert(tx, alert)
    if (raised) await addJob(tx, 'write-alert-letters', {}, { key: 'write-alert-letters' })
  })
}
