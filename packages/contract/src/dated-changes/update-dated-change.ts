/** Replaces a dated change (N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import {
  changeErrors,
  changeFields,
  changeParams,
  datedChange,
  exampleChange,
  exampleChangeBody,
  exampleChangeParams,
} from './dated-change.ts'

export const updateDatedChange = defineMethod({
  id: 'update-dated-change',
  group: 'dated-changes',
  method: 'PUT',
  path: `${apiPrefix}/dated-changes/:changeId`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Replace a dated change',
  params: changeParams,
  body: z.object({ version, ...changeFields }),
  response: datedChange,
  errors: [...changeErrors, 'stale-version'],
  example: {
    params: exampleChangeParams,
    body: { version: 1, ...exampleChangeBody },
    response: { ...exampleChange, version: 2 },
  },
})
