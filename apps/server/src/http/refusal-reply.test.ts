import type { FastifyError } from 'fastify'
import { expect, it } from 'vitest'
import { refusalOfError } from './refusal-reply.ts'

it.each([
  ['that was ended for the sake of others', '40P01', 'database-away', 503],
  ['of a database that is stopping', '57P01', 'database-away', 503],
  ['that has lost a race for a number', '23505', 'number-exists', 409],
  ['that is wrong', '42703', 'internal', 500],
])('a statement %s', (_, code, refusal, status) => {
  const error = Object.assign(new Error('it failed'), { code, constraint: 'numbers_e164_key' })
  if (code !== '23505') Reflect.deleteProperty(error, 'constraint')
  const refused = refusalOfError(error as unknown as FastifyError)
  expect([refused.code, refused.status]).toEqual([refusal, status])
})
