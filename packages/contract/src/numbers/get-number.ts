/** Reads a number. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumber, exampleNumberParams, numberParams, phoneNumber } from './number.ts'

export const getNumber = defineMethod({
  id: 'get-number',
  group: 'numbers',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId`,
  access: 'signed-in',
  summary: 'Read a number',
  params: numberParams,
  response: phoneNumber,
  errors: ['not-found'],
  example: { params: exampleNumberParams, response: exampleNumber },
})
