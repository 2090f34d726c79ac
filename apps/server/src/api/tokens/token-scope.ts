/** What a new token may reach: no more than whoever makes it. */
import { type createApiToken, grantableRoles, type MethodInput, type Principal } from '@mainline/contract'
import { type Db, findOrganization, hasLeft, sitesOf } from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import { isOperator } from '../organizations/is-operator.ts'

type Wanted = MethodInput<typeof createApiToken>['body']

export interface TokenScope {
  readonly operatorId: string | null
  readonly organizationId: string | null
  readonly siteIds: readonly string[] | null
}

/** The scope of a token, completed by that of its maker; or why it cannot be so. */
export async function tokenScope(db: Db, maker: Principal, wanted: Wanted): Promise<TokenScope | Refused> {
  if (!grantableRoles(maker.role).includes(wanted.role))
    return new Refused('forbidden', `as ${maker.role} you may not make a token of the role ${wanted.role}`)
  if (wanted.role === 'provider-admin') return ofProvider(wanted)
  const owner =
    wanted.role === 'occupier-admin' ? await ofOccupier(db, maker, wanted) : ofOperator(maker, wanted)
  if (Refused.is(owner)) return owner
  if (!(await isOperator(db, owner.operatorId)) && maker.role === 'provider-admin') return noSuch('operator')
  const siteIds = wanted.siteIds ?? maker.siteIds
  return (await judgeSites(db, owner, siteIds)) ?? { ...owner, siteIds }
}

function ofProvider({ operatorId, organizationId, siteIds }: Wanted): TokenScope | Refused {
  if (operatorId ?? organizationId ?? siteIds) return misfit('the role provider-admin reaches everything')
  return { operatorId: null, organizationId: null, siteIds: null }
}

function ofOperator(
  maker: Principal,
  { operatorId = maker.operatorId ?? undefined, organizationId }: Wanted,
) {
  if (operatorId === undefined) return misfit('a role of an operator needs "operatorId"')
  if (organizationId !== undefined) return misfit('a role of an operator takes no "organizationId"')
  return { operatorId, organizationId: null }
}

async function ofOccupier(db: Db, maker: Principal, wanted: Wanted) {
  const { operatorId, organizationId = maker.organizationId } = wanted
  if (organizationId === null) return misfit('a role of an occupier needs "organizationId"')
  const organization = await findOrganization(db, organizationId)
  if (!organization) return noSuch('organization')
  if (hasLeft(organization)) return new Refused('wrong-state', `${organization.name} has left`)
  if (organization.kind === 'operator') return misfit('the organization is an operator')
  if ((operatorId ?? organization.operatorId) !== organization.operatorId)
    return misfit('the organization belongs to another operator')
  return { operatorId: organization.operatorId, organizationId }
}

async function judgeSites(
  db: Db,
  { operatorId, organizationId }: { operatorId: string; organizationId: string | null },
  siteIds: readonly string[] | null,
): Promise<Refused | undefined> {
  if (siteIds === null) return
  const reached =
    organizationId === null
      ? (await db.selectFrom('sites').select('id').where('operatorId', '=', operatorId).execute()).map(
          ({ id }) => id,
        )
      : await sitesOf(db, organizationId)
  return siteIds.every((id) => reached.includes(id)) ? undefined : noSuch('site within the scope')
}

const misfit = (words: string): Refused => new Refused('token-scope', words)
