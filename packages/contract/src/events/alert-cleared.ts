/** What an alert was about is over. */
import { alertData, exampleAlertData } from './alert-raised.ts'
import { defineEvent } from './event-definition.ts'

export const alertCleared = defineEvent({
  kind: 'alert.cleared',
  summary: 'The cause of an alert is gone.',
  data: alertData,
  sentence: ({ words }) => `No longer: ${words}`,
  example: exampleAlertData,
})
