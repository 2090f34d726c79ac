/** Says that somebody has seen an alert; it stands until its cause is gone. */
import { z } from 'zod'
import { type Role, rolesOf } from '../access.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { id } from '../schemas/identifier.ts'
import { alert, type alertKind, exampleAlert } from './alert.ts'

export const acknowledgeAlert = defineMethod({
  id: 'acknowledge-alert',
  group: 'alerts',
  method: 'POST',
  path: `${apiPrefix}/alerts/:alertId/acknowledge`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin'] },
  summary: 'Acknowledge an alert',
  description:
    'Who was first to acknowledge it stays. An emergency call is acknowledged by the operator and the reception of its site, never by an occupier; a reception acknowledges nothing else.',
  params: z.object({ alertId: id }),
  response: alert,
  errors: ['not-found'],
  example: {
    params: { alertId: exampleAlert.id },
    response: { ...exampleAlert, acknowledgedAt: '2026-11-24T09:05:00.000Z', acknowledgedBy: 'Ada Reed' },
  },
})

/** The roles that may acknowledge alerts of this kind: help is shown the way by whoever is responsible for the site (C15). */
export const acknowledgersOf = (kind: z.output<typeof alertKind>): readonly Role[] => {
  const elsewhere: Role = kind === 'emergency-call' ? 'occupier-admin' : 'receptionist'
  return rolesOf(acknowledgeAlert.access).filter((role) => role !== elsewhere)
}
