/** Who is signed in, as what, and what that allows. */
import { z } from 'zod'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { role } from '../users/role.ts'
import { exampleUser, reach } from '../users/user.ts'

const membership = z
  .object({
    membershipId: id,
    role,
    ...reach,
    organizationName: z.string().describe('Of the organization, else of the operator, else "Platform"'),
  })
  .meta({ id: 'Membership' })

export const me = z
  .object({
    kind: z.enum(['user', 'token']).describe('token: an access token acts, not a person'),
    userId: id.nullable(),
    name: z.string(),
    email: z.string().nullable(),
    secondFactor: z.boolean(),
    /** The one this session acts under. */
    active: membership.extend({ membershipId: id.nullable() }),
    memberships: z.array(membership).describe('All of the person; change over with switch-membership'),
    may: z.object({
      methods: z.array(z.string()).describe('operationIds that the role may use, within its reach'),
      grant: z.array(role).describe('Roles that it may give'),
    }),
  })
  .meta({ id: 'Me' })

const exampleMembership: z.output<typeof membership> = {
  membershipId: exampleIds.membership,
  role: 'occupier-admin',
  operatorId: exampleIds.operator,
  organizationId: exampleIds.occupier,
  siteIds: null,
  organizationName: 'Alder & Finch Architects',
}

export const exampleMe: z.output<typeof me> = {
  kind: 'user',
  userId: exampleIds.user,
  name: exampleUser.name,
  email: exampleUser.email,
  secondFactor: false,
  active: exampleMembership,
  memberships: [exampleMembership],
  may: { methods: ['get-me', 'list-numbers'], grant: ['occupier-admin', 'occupier-user'] },
}
