/** Reads the keys that whoever asks works the desk with. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleOwnDeskKeys, ownDeskKeys } from './desk-keys.ts'

export const getDeskKeys = defineMethod({
  id: 'get-desk-keys',
  group: 'reception',
  method: 'GET',
  path: `${apiPrefix}/me/desk-keys`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'Read your keys of the desk',
  response: ownDeskKeys,
  errors: ['needs-person'],
  example: { response: exampleOwnDeskKeys },
})
