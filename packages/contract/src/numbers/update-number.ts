/** Changes label, language, extension or assignment of a number (N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import { extension } from '../schemas/phone-number.ts'
import { language, spokenIn } from '../schemas/text.ts'
import {
  assignedUser,
  exampleNumber,
  exampleNumberParams,
  numberLabel,
  numberParams,
  phoneNumber,
  specialNumber,
} from './number.ts'

export const updateNumber = defineMethod({
  id: 'update-number',
  group: 'numbers',
  method: 'PATCH',
  path: `${apiPrefix}/numbers/:numberId`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Change a number',
  description:
    'Null clears a field; what is left out stays. Extensions, and whether it was chosen for its digits, are changed by the operator; an ordinary number is assigned to a user of its organization.',
  params: numberParams,
  body: z.object({
    version,
    label: numberLabel.optional(),
    special: specialNumber.optional(),
    language: language.nullable().optional().describe(spokenIn),
    extension: extension.nullable().optional(),
    assignedTo: assignedUser.optional(),
  }),
  response: phoneNumber,
  errors: [
    'not-found',
    'stale-version',
    'extension-taken',
    'extension-out-of-range',
    'extension-emergency',
    'number-state',
    'user-elsewhere',
    'main-person',
  ],
  example: {
    params: exampleNumberParams,
    body: { version: 3, label: 'Front desk' },
    response: { ...exampleNumber, label: 'Front desk', version: 4 },
  },
})
