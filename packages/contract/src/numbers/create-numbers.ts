/** Provisions one number or a range of them, all or nothing (N2). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { e164, extension } from '../schemas/phone-number.ts'
import { exampleFreeNumber, numberLabel, phoneNumber } from './number.ts'

export const createNumbers = defineMethod({
  id: 'create-numbers',
  group: 'numbers',
  method: 'POST',
  path: `${apiPrefix}/numbers`,
  access: { roles: ['provider-admin'] },
  summary: 'Provision one number or a range',
  description:
    'They are AVAILABLE. Extensions are the lowest free ones of the site unless the first is given.',
  body: z.object({
    siteId: id,
    first: e164,
    count: z.int().min(1).max(1000).default(1),
    firstExtension: extension.optional(),
    label: numberLabel.optional(),
  }),
  status: 201,
  response: z.object({ items: z.array(phoneNumber) }),
  errors: [
    'not-found',
    'number-exists',
    'number-invalid',
    'number-range',
    'extension-taken',
    'extension-out-of-range',
    'extension-emergency',
    'no-free-extension',
  ],
  example: {
    body: { siteId: exampleIds.site, first: '+442079460100', count: 1 },
    response: { items: [exampleFreeNumber] },
  },
})
