/** Changes the keys that whoever asks works the desk with, at every machine (N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { deskKeys, exampleOwnDeskKeys, ownDeskKeys } from './desk-keys.ts'

export const saveDeskKeys = defineMethod({
  id: 'save-desk-keys',
  group: 'reception',
  method: 'PUT',
  path: `${apiPrefix}/me/desk-keys`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'Change your keys of the desk',
  description: 'They follow the person. Null switches a key off; one key does one thing.',
  body: z.object({ version: ownDeskKeys.shape.version, keys: deskKeys }),
  response: ownDeskKeys,
  errors: ['needs-person', 'stale-version', 'desk-key-twice'],
  example: {
    body: { version: 0, keys: exampleOwnDeskKeys.keys },
    response: exampleOwnDeskKeys,
  },
})
