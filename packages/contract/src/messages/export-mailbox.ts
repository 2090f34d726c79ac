/** A mailbox as one file to keep: the audio of every message, and lists of them. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'

export const exportMailbox = defineMethod({
  id: 'export-mailbox',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/mailbox/export`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Download a mailbox as ZIP',
  description:
    'New and saved messages that the role may hear, the newest first: messages/*.wav, index.csv and index.json, which name no file where the recording is not on this server. That they were taken away is on record like listening.',
  params: numberParams,
  mediaType: 'application/zip',
  errors: ['not-found'],
  example: { params: exampleNumberParams },
})
