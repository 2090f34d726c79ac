/** A phone can be reached that could not before (C15). */
import { z } from 'zod'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { defineEvent } from './event-definition.ts'

export const deviceData = z.object({ deviceId: id, name: z.string(), e164: z.string() })
export const exampleDeviceData = { deviceId: exampleIds.device, name: 'Desk phone', e164: '+442079460101' }

export const deviceRegistered = defineEvent({
  kind: 'device.registered',
  summary: 'A phone registered that had no registration; renewals are not told.',
  data: deviceData,
  sentence: ({ name, e164 }) => `“${name}” of ${e164} can ring.`,
  example: exampleDeviceData,
})
