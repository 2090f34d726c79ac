/** People of a test API: one of each role of its tenant, with the same password. */
import * as contract from '@mainline/contract'
import {
  createMembership,
  createUser,
  hashPassword,
  type MembershipReach,
  type MembershipRole,
} from '@mainline/storage'
import { expect } from 'vitest'
import { Browser } from './browser.ts'
import type { TestApi } from './test-api.ts'

export const testPassword = 'an old oak by the harbour'
let hash: Promise<string> | undefined

export interface Person {
  readonly userId: string
  readonly membershipId: string
  readonly email: string
}

let made = 0

/** Makes a person with a role at the tenant of the test. */
export async function addPerson(
  { database, tenant }: TestApi,
  role: MembershipRole,
  differing: Partial<MembershipReach> & { email?: string } = {},
): Promise<Person> {
  const { email = `person-${++made}@people.example`, ...reach } = differing
  hash ??= hashPassword(testPassword)
  const user = await createUser(database.kysely, {
    email,
    name: `Person ${made}`,
    passwordHash: await hash,
  })
  const membershipId = await createMembership(database.kysely, user.id, {
    role,
    operatorId: role === 'provider-admin' ? null : tenant.operator.id,
    organizationId: role.startsWith('occupier') ? tenant.occupier.id : null,
    siteIds: null,
    ...reach,
  })
  return { userId: user.id, membershipId, email }
}

/** A browser in which the person is signed in. */
export async function signedIn(
  api: TestApi,
  { email }: { email: string },
  password = testPassword,
): Promise<Browser> {
  const browser = new Browser(api.app)
  const answer = await browser.call(contract.signIn, { body: { email, password } })
  expect(answer.error).toBeUndefined()
  expect(answer.body).toEqual({ next: 'done' })
  return browser
}
