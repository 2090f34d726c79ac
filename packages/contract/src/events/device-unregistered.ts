/** A phone lost its last registration. */

import { deviceData, exampleDeviceData } from './device-registered.ts'
import { defineEvent } from './event-definition.ts'

export const deviceUnregistered = defineEvent({
  kind: 'device.unregistered',
  summary: 'The last registration of a phone was withdrawn or ran out.',
  data: deviceData,
  sentence: ({ name, e164 }) => `“${name}” of ${e164} cannot ring any more.`,
  example: exampleDeviceData,
})
