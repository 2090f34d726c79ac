/** Liveness: the process answers. */
import { z } from 'zod'
import { defineMethod } from '../method.ts'

export const getHealth = defineMethod({
  id: 'get-health',
  group: 'health',
  method: 'GET',
  path: '/healthz',
  access: 'public',
  summary: 'Is the process alive?',
  response: z.object({ status: z.literal('ok') }),
  example: { response: { status: 'ok' } },
})
