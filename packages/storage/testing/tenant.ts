/** A small tenant for tests: an operator with a site, an occupier there, a main number and ordinary numbers, ACTIVE. */
import { defaultHours, isRefusal } from '@mainline/pbx'
import { newId } from '../src/id.ts'
import { equipNumber } from '../src/number-equipment.ts'
import { activate, allocate, confirmPending, nominate } from '../src/number-life.ts'
import { createNumbers } from '../src/numbers.ts'
import { createOrganization, locateAtSite } from '../src/organizations.ts'
import type { Db, Organization, PhoneNumber, Site } from '../src/schema.ts'
import { SecretBox } from '../src/secrets.ts'
import { createSite } from '../src/sites.ts'
import { setVoiceService } from '../src/voice-services.ts'

export interface Tenant {
  operator: Organization
  site: Site
  occupier: Organization
  main: PhoneNumber
  ordinary: PhoneNumber[]
}

export interface TenantOptions {
  /** The main number; the ordinary ones follow it. */
  first?: string
  /** How many ordinary numbers; 2 when left out. */
  ordinary?: number
  timeZone?: string
}

/** The key of tests. */
export const testSecrets = new SecretBox(Buffer.alloc(32, 7))

const standardFirst = '+442079460000'

/** Creates a tenant. Main numbers of several tenants in one database need a `first` each. */
export async function createTenant(db: Db, options: TenantOptions = {}): Promise<Tenant> {
  const { first = standardFirst, ordinary: count = 2, timeZone = 'Europe/London' } = options
  const operator = await createOrganization(db, { name: 'Operator' })
  const site = await createSite(db, {
    operatorId: operator.id,
    name: 'Site',
    timeZone,
    businessHours: defaultHours,
    extensionFirst: 100,
    extensionLast: 199,
    // A domain is one operator's.
    domain: first === standardFirst ? 'site.test' : `site-${first.slice(1)}.test`,
  })
  const occupier = await createOrganization(db, { name: 'Occupier', operatorId: operator.id })
  await locateAtSite(db, occupier.id, site.id)
  await giveVoiceService(db, occupier.id, site.id)
  const stock = must(await createNumbers(db, { siteId: site.id, first, count: count + 1 }))
  const [nominee, ...rest] = stock
  if (!nominee) throw new Error('no number')
  const ordinary: PhoneNumber[] = []
  for (const number of rest) ordinary.push(await activateNumber(db, number, occupier.id))
  const main = await activateNumber(db, must(await nominate(db, nominee.id, 1, 'main')), occupier.id)
  return { operator, site, occupier, main, ordinary }
}

/** A person, of an organization if one is given. */
export async function createTestUser(
  db: Db,
  name = 'Maya',
  organization?: Organization,
): Promise<{ id: string; name: string }> {
  const id = newId()
  const email = `${id}@example.test`
  await db.insertInto('users').values({ id, name, email, createdAt: Date.now() }).execute()
  if (organization) {
    const ofOperator = organization.kind === 'operator'
    await db
      .insertInto('memberships')
      .values({
        id: newId(),
        userId: id,
        role: ofOperator ? 'operator-user' : 'occupier-user',
        operatorId: organization.operatorId,
        organizationId: ofOperator ? null : organization.id,
        createdAt: Date.now(),
      })
      .execute()
  }
  return { id, name }
}

/** N9: without one no number is activated. More than a test uses, and no journey (N10). */
export async function giveVoiceService(
  db: Db,
  organizationId: string,
  siteId: string,
  quantity = 1_000,
): Promise<void> {
  must(await setVoiceService(db, { organizationId, siteId, quantity }))
}

/** AVAILABLE → ACTIVE, with mailbox and defaults. */
export async function activateNumber(
  db: Db,
  number: PhoneNumber,
  organizationId: string,
): Promise<PhoneNumber> {
  const reserved = must(await allocate(db, number.id, number.version, organizationId))
  must(await activate(db, reserved.id, reserved.version))
  must(await equipNumber(db, testSecrets, reserved.id, 'test'))
  return must(await confirmPending(db, reserved.id))
}

/** The answer of a repository that must not refuse. */
export function must<Answer>(answer: Answer): Exclude<Answer, { kind: 'refusal' }> {
  if (isRefusal(answer)) throw new Error(`refused: ${JSON.stringify(answer)}`)
  return answer as Exclude<Answer, { kind: 'refusal' }>
}
