/** Plans other settings for some time; those of one number do not overlap, and no path may trap a caller (M6). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { changeErrors, changeFields, datedChange, exampleChange, exampleChangeBody } from './dated-change.ts'

export const createDatedChange = defineMethod({
  id: 'create-dated-change',
  group: 'dated-changes',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/dated-changes`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Plan a dated change',
  description: 'Holds by itself from its beginning to its end; calls, previews and the proof see it at once.',
  params: numberParams,
  body: z.object(changeFields),
  status: 201,
  response: datedChange,
  errors: changeErrors,
  example: { params: exampleNumberParams, body: exampleChangeBody, response: exampleChange },
})
