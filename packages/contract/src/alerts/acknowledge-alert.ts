/** Says that somebody has seen an alert; it stands until its cause is gone. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { id } from '../schemas/identifier.ts'
import { alert, exampleAlert } from './alert.ts'

export const acknowledgeAlert = defineMethod({
  id: 'acknowledge-alert',
  group: 'alerts',
  method: 'POST',
  path: `${apiPrefix}/alerts/:alertId/acknowledge`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Acknowledge an alert',
  description: 'Who was first to acknowledge it stays.',
  params: z.object({ alertId: id }),
  response: alert,
  errors: ['not-found'],
  example: {
    params: { alertId: exampleAlert.id },
    response: { ...exampleAlert, acknowledgedAt: '2026-11-24T09:05:00.000Z', acknowledgedBy: 'Ada Reed' },
  },
})
