import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, testSecrets } from '../testing/index.ts'
import type { Database } from './database.ts'
import { invitationAccepted, invitationLifetime, openInvitation } from './invitations.ts'
import { createMembership, createUser } from './memberships.ts'
import { hashPassword } from './password-hash.ts'
import { type FirstInvitation, inviteFirstAdministrator } from './platform-start.ts'
import { createSampleWorkspace } from './sample-workspace.ts'
import { inTransaction } from './transaction.ts'

let database: Database
let folder: string

beforeEach(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'mainline-start-'))
})
afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const invite = (email: string) => inTransaction(database.kysely, (tx) => inviteFirstAdministrator(tx, email))
const tokenOf = (asked: FirstInvitation): string => (asked.kind === 'invited' ? asked.token : '')
const sample = () => createSampleWorkspace(database.kysely, testSecrets, folder)

describe('servers that start at the same instant on an empty database', () => {
  it('make one sample workspace', async () => {
    const made = await Promise.all([sample(), sample(), sample()])
    expect(made.filter((each) => each !== undefined)).toHaveLength(1)
  })

  it('invite the first administrator once', async () => {
    const asked = await Promise.all([1, 2, 3].map(() => invite('ops@offices.example')))
    expect(asked.map(({ kind }) => kind).sort()).toEqual(['invited', 'invited-before', 'invited-before'])
  })
})

describe('the first administrator', () => {
  it('is invited to the whole platform, by a link that opens the invitation', async () => {
    const open = await openInvitation(database.kysely, tokenOf(await invite('Ops@Offices.example')))
    expect(open).toMatchObject({ email: 'ops@offices.example', name: 'ops', role: 'provider-admin' })
    expect(open).toMatchObject({ operatorId: null, organizationId: null, siteIds: null, letterId: null })
  })

  it('keeps the link of the first start', async () => {
    const token = tokenOf(await invite('ops@offices.example'))
    expect(await invite('OPS@offices.example')).toEqual({ kind: 'invited-before' })
    expect(await openInvitation(database.kysely, token)).toBeDefined()
  })

  it('has a new link when the former ran out unused', async () => {
    await invite('ops@offices.example')
    await database.kysely
      .updateTable('invitations')
      .set({ expiresAt: Date.now() - invitationLifetime })
      .execute()
    expect((await invite('ops@offices.example')).kind).toBe('invited')
  })

  it('at a corrected address: the link of the wrong one is void', async () => {
    const wrong = tokenOf(await invite('opps@offices.example'))
    const right = tokenOf(await invite('ops@offices.example'))
    expect(await openInvitation(database.kysely, wrong)).toBeUndefined()
    expect(await openInvitation(database.kysely, right)).toBeDefined()
  })

  it('is not needed where somebody administers the platform', async () => {
    const token = tokenOf(await invite('ops@offices.example'))
    const open = await openInvitation(database.kysely, token)
    const passwordHash = await hashPassword('a new elm on the hill')
    await inTransaction(database.kysely, async (tx) => {
      const user = await createUser(tx, { email: 'ops@offices.example', name: 'Ops', passwordHash })
      await createMembership(tx, user.id, {
        role: 'provider-admin',
        operatorId: null,
        organizationId: null,
        siteIds: null,
      })
      await invitationAccepted(tx, open?.id ?? '')
    })
    expect(await invite('ops@offices.example')).toEqual({ kind: 'administered' })
    expect(await invite('another@offices.example')).toEqual({ kind: 'administered' })
  })

  it('has no sample workspace put beside them by a start without the setting', async () => {
    await invite('ops@offices.example')
    expect(await sample()).toBeUndefined()
  })
})
