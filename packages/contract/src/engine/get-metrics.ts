/** The same and more as Prometheus text. */
import { defineMethod } from '../method.ts'

export const getMetrics = defineMethod({
  id: 'get-metrics',
  group: 'engine',
  method: 'GET',
  path: '/metrics',
  access: { roles: ['provider-admin'] },
  summary: 'Read metrics (Prometheus text)',
  mediaType: 'text/plain',
  example: {},
})
