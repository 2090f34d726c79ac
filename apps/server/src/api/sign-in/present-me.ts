/** Who is signed in, as the contract shows it. */
import {
  type getMe,
  grantableRoles,
  type MethodOutput,
  methods,
  type Principal,
  rolesOf,
} from '@mainline/contract'
import { type Db, findUser, membershipsOf } from '@mainline/storage'

type Me = MethodOutput<typeof getMe>

export async function presentMe(db: Db, principal: Principal): Promise<Me> {
  const { kind, id, name, role, operatorId, organizationId, siteIds, userId } = principal
  const person = kind === 'user' && userId !== null ? await findUser(db, userId) : undefined
  const memberships = person ? (await membershipsOf(db, person.id)).map(presentMembership) : []
  const active = memberships.find((each) => each.membershipId === id)
  return {
    kind: person ? 'user' : 'token',
    userId: person?.id ?? null,
    name: person?.name ?? name,
    email: person?.email ?? null,
    secondFactor: person?.twoFactorEnabled ?? false,
    active: active ?? {
      membershipId: null,
      role,
      operatorId,
      organizationId,
      siteIds: siteIds && [...siteIds],
      organizationName: platform,
    },
    memberships,
    may: { methods: methodsOf(role), grant: [...grantableRoles(role)] },
  }
}

const platform = 'Platform'

function presentMembership(
  row: Awaited<ReturnType<typeof membershipsOf>>[number],
): Me['memberships'][number] {
  const { id, role, operatorId, organizationId, siteIds, placeName } = row
  return {
    membershipId: id,
    role,
    operatorId,
    organizationId,
    siteIds,
    organizationName: placeName ?? platform,
  }
}

const methodsOf = (role: Principal['role']): string[] =>
  methods.filter(({ access }) => access === 'public' || rolesOf(access).includes(role)).map(({ id }) => id)
