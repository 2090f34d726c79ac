/** Readiness: database reached, engines take calls. */
import { z } from 'zod'
import { defineMethod } from '../method.ts'

export const getReadiness = defineMethod({
  id: 'get-readiness',
  group: 'health',
  method: 'GET',
  path: '/readyz',
  access: 'public',
  summary: 'Is it ready for calls?',
  response: z.object({ status: z.literal('ready') }),
  errors: ['not-ready'],
  example: { response: { status: 'ready' } },
})
