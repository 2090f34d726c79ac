/** Something needs people (product §6.4). */
import { z } from 'zod'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { defineEvent } from './event-definition.ts'

export const alertData = z.object({ alertId: id, kind: z.string(), severity: z.string(), words: z.string() })
export const exampleAlertData = {
  alertId: exampleIds.alert,
  kind: 'nothing-would-ring',
  severity: 'warning',
  words: '+442079460100 opens at 09:00, and nothing would ring: no phone of its hunt group is registered.',
}

export const alertRaised = defineEvent({
  kind: 'alert.raised',
  summary: 'Something needs the attention of people.',
  data: alertData,
  sentence: ({ words }) => words,
  example: exampleAlertData,
})
