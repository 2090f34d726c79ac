/** An invitation to become a user. */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'
import { role } from './role.ts'
import { personName, reach } from './user.ts'

export const invitation = z
  .object({
    id,
    name: personName,
    email: z.string(),
    role,
    ...reach,
    invitedBy: z.string(),
    state: z.enum(['open', 'accepted', 'revoked', 'expired']),
    letter: z
      .enum(['off', 'queued', 'sent', 'failed'])
      .describe('What became of the e-mail; off: this server sends none'),
    expiresAt: instant,
    version,
    createdAt: instant,
  })
  .meta({ id: 'Invitation' })

/** With the link, where no e-mail carries it. */
export const issuedInvitation = invitation
  .extend({
    link: z
      .string()
      .nullable()
      .describe('Only when this server sends no mail: hand it over yourself. It is shown this once.'),
  })
  .meta({ id: 'IssuedInvitation' })

export const exampleInvitation: z.output<typeof invitation> = {
  id: exampleIds.invitation,
  name: 'Tom Finch',
  email: 'tom@alder-finch.example',
  role: 'occupier-user',
  operatorId: exampleIds.operator,
  organizationId: exampleIds.occupier,
  siteIds: null,
  invitedBy: 'Maya Alder',
  state: 'open',
  letter: 'queued',
  expiresAt: '2026-12-01T09:00:00.000Z',
  version: 1,
  createdAt: exampleInstant,
}

export const invitationParams = z.object({ invitationId: id })
export const exampleInvitationParams = { invitationId: exampleIds.invitation }
