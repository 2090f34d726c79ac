/** Tells the people of a site, while the call goes on, that one of its phones calls for help, or that calls out are refused (C15). */
import type { EmergencyCall, OutsideCallSink } from '@mainline/engine'
import type { Reason } from '@mainline/pbx'
import {
  addJob,
  type Database,
  insertAlert,
  inTransaction,
  type NewAlert,
  raiseAnew,
  type Tx,
} from '@mainline/storage'
import { emergencyLetterWords, emergencyWords } from './emergency-words.ts'

export const outsideCallSink = (database: Database): OutsideCallSink => ({
  async emergency(call) {
    const alert = emergencyAlert(call)
    await raise(database, (tx) => insertAlert(tx, alert))
  },
  // Whether or not anybody has heard of the call, or has seen to it: it is another matter now.
  async unreached({ reason, ...call }) {
    const alert = emergencyAlert(call, reason)
    await raise(database, (tx) => raiseAnew(tx, alert))
  },
  async limitReached({ place, device, label, e164, siteName, at }) {
    const who = `${label} (${e164}, ${siteName})`
    const alert: NewAlert = {
      ...place,
      kind: 'calls-out-limit',
      subject: place.organizationId,
      severity: 'warning',
      words: `A call out of ${who} was refused: the organization has as many as it may have. If nobody there knows why, somebody else may know a password.`,
      data: { ...(device && { deviceId: device.id, device: device.name }), e164 },
      at,
    }
    await raise(database, (tx) => insertAlert(tx, alert))
  },
})

function emergencyAlert(call: EmergencyCall, unreached?: Reason): NewAlert {
  const { callId, dialled, number, device, at } = call
  const { id, name, e164, extension = null } = device
  const letter = emergencyLetterWords(call, unreached)
  return {
    ...placeOf(device),
    kind: 'emergency-call',
    subject: callId,
    severity: 'critical',
    words: emergencyWords(call, unreached),
    data: {
      ...{ callId, dialled, number, deviceId: id, device: name, e164, extension },
      ...(unreached && { unreached }),
      ...(letter && { letter }),
    },
    at,
  }
}

const placeOf = ({ operatorId, siteId, organizationId, numberId }: EmergencyCall['device']) => ({
  operatorId,
  siteId,
  organizationId,
  numberId,
})

async function raise({ kysely }: Database, alert: (tx: Tx) => Promise<unknown>): Promise<void> {
  await inTransaction(kysely, async (tx) => {
    if (await alert(tx)) await addJob(tx, 'write-alert-letters', {}, { key: 'write-alert-letters' })
  })
}
