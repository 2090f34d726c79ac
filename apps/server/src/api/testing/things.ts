/** One thing of each kind that a request can name, of one tenant. */
import type { TargetKind } from '@mainline/contract'
import {
  addMessageNote,
  addReceptionNote,
  beginMessage,
  createApiToken,
  createDatedChange,
  createDevice,
  createImport,
  createInvitation,
  createScheduleSource,
  createSiteEvent,
  createTrunk,
  createWebhook,
  type Db,
  findMailboxOfNumber,
  finishMessage,
  insertAlert,
  insertCallRecords,
  insertReceptionMessage,
  membershipsOf,
  newId,
  newLinkToken,
  openSeat,
  type PhoneNumber,
  saveGreeting,
  setSiteOverride,
} from '@mainline/storage'
import { createTestUser, must, type Tenant, testSecrets } from '@mainline/storage/testing'

/** Identifiers by kind. */
export type Things = Readonly<Record<TargetKind, string>>

/** @returns its id */
export async function leaveMessage(db: Db, number: PhoneNumber): Promise<string> {
  const mailbox = await findMailboxOfNumber(db, number.id)
  const caller = { callId: 'c1', callerNumber: null, callerName: null }
  const message = must(
    await beginMessage(db, { mailboxId: mailbox?.id ?? '', ...caller, path: `${newId()}.wav`, startedAt: 1 }),
  )
  await finishMessage(db, message.id, { seconds: 3 })
  return message.id
}

/** @returns the ids of a message and of a note on it */
export async function leaveNotedMessage(
  db: Db,
  number: PhoneNumber,
): Promise<Pick<Things, 'message' | 'message-note'>> {
  const message = await leaveMessage(db, number)
  const note = must(await addMessageNote(db, message, { text: 'Rang back.', author: 'Test', at: 1 }))
  return { message, 'message-note': note.id }
}

async function addGreeting(db: Db, number: PhoneNumber): Promise<string> {
  const mailbox = await findMailboxOfNumber(db, number.id)
  const made = { kind: 'no-answer', language: null, source: 'recorded', createdBy: 'Test' } as const
  const audio = { path: `greetings/${newId()}.wav`, seconds: 3 }
  return must(await saveGreeting(db, { mailboxId: mailbox?.id ?? '', ...made, ...audio })).id
}

/** One thing of each kind; the ordinary number becomes its user's. */
export async function equip(
  db: Db,
  tenant: Tenant,
  number: PhoneNumber | undefined,
  ordinary: PhoneNumber | undefined,
  known?: string,
): Promise<Things> {
  if (!number || !ordinary) throw new Error('the tenant has too few numbers')
  const { operator, site, occupier } = tenant
  const userId = known ?? (await createUser(db, tenant))
  await db.updateTable('numbers').set({ assignedTo: userId }).where('id', '=', ordinary.id).execute()
  const login = { username: newId(), password: 'long-enough-password' }
  const device = must(await createDevice(db, { numberId: ordinary.id, name: 'Desk', ...login }))
  const event = must(
    await createSiteEvent(db, {
      operatorId: operator.id,
      siteIds: [site.id],
      organizationId: occupier.id,
      name: 'Away',
      when: { kind: 'days', from: '2030-01-01', to: '2030-01-02' },
    }),
  )
  const until = Date.UTC(2999, 0)
  const override = must(
    await setSiteOverride(db, { siteId: site.id, numberId: number.id, open: false, until, by: 'Test' }),
  )
  const trunk = must(await createTrunk(db, { name: `Trunk ${newId()}`, operatorId: operator.id }))
  const file = Buffer.from('number\n')
  const pending = must(
    await createImport(db, testSecrets, {
      kind: 'devices',
      siteId: site.id,
      mode: 'best-effort',
      dryRun: true,
      fileName: 'numbers.csv',
      file,
      byName: 'Test',
    }),
  )
  return {
    site: site.id,
    operator: operator.id,
    organization: occupier.id,
    number: number.id,
    device: device.id,
    event: event.id,
    override: override.id,
    'dated-change': await planChange(db, tenant.main),
    ...(await subscribe(db, site.id)),
    trunk: trunk.id,
    import: pending.id,
    call: await recordCall(db, tenant, number),
    ...(await leaveNotedMessage(db, number)),
    greeting: await addGreeting(db, number),
    user: userId,
    token: await createToken(db, tenant),
    membership: await membershipOf(db, userId),
    invitation: await invite(db, tenant),
    alert: await raiseAlert(db, tenant, number),
    webhook: await addWebhook(db, tenant),
    ...(await atReception(db, tenant, device.id)),
  }
}

async function atReception(
  db: Db,
  tenant: Tenant,
  deviceId: string,
): Promise<Pick<Things, 'seat' | 'reception-message' | 'reception-note'>> {
  const place = { operatorId: tenant.operator.id, siteId: tenant.site.id }
  const userId = await createUser(db, tenant)
  const sitting = {
    name: 'Rita',
    deviceId,
    presence: 'ready',
    ringsDevice: true,
    soundInPage: false,
  } as const
  const seat = await openSeat(db, { ...place, userId, ...sitting })
  const ofOccupier = { ...place, organizationId: tenant.occupier.id }
  const nobody = { recipient: null, callerName: null, callerNumber: null, callerCompany: null }
  const message = await insertReceptionMessage(db, {
    ...ofOccupier,
    ...nobody,
    numberId: null,
    callId: null,
    text: 'Called',
    urgent: false,
    callBack: false,
    takenBy: 'Rita',
    mailedTo: [],
  })
  const note = await addReceptionNote(db, { ...ofOccupier, text: 'On site', author: 'Rita' })
  return { seat: seat.id, 'reception-message': message.id, 'reception-note': note.id }
}

async function createToken(db: Db, { operator, site, occupier }: Tenant): Promise<string> {
  const { token } = await createApiToken(db, {
    name: 'Program',
    role: 'occupier-admin',
    operatorId: operator.id,
    organizationId: occupier.id,
    siteIds: [site.id],
    createdBy: 'Test',
    membershipId: null,
    expiresAt: null,
  })
  return token.id
}

async function planChange(db: Db, main: PhoneNumber): Promise<string> {
  const span = { name: 'Winter', from: '2099-12-01T00:00', until: '2100-01-05T00:00', changedBy: 'Test' }
  const nothing = { inHours: null, outOfHours: null }
  const change = { ...span, ...nothing, hours: { mode: 'always-open' } as const }
  return must(await createDatedChange(db, main.id, change, () => undefined)).id
}

async function subscribe(db: Db, siteId: string): Promise<Pick<Things, 'subscription' | 'calendar'>> {
  const holidays = { siteId, kind: 'holidays', name: newId(), country: 'GB', types: ['public'] } as const
  const subscription = must(await createScheduleSource(db, holidays))
  const calendar = must(await createScheduleSource(db, { siteId, kind: 'calendar', name: newId() }))
  return { subscription: subscription.id, calendar: calendar.id }
}

async function membershipOf(db: Db, userId: string): Promise<string> {
  const [membership] = await membershipsOf(db, userId)
  if (!membership) throw new Error('the user has no membership')
  return membership.id
}

const invite = (db: Db, { operator, site, occupier }: Tenant): Promise<string> =>
  createInvitation(
    db,
    {
      role: 'occupier-user',
      operatorId: operator.id,
      organizationId: occupier.id,
      siteIds: [site.id],
      email: `${newId()}@people.example`,
      name: 'Guest',
      invitedBy: 'Test',
    },
    newLinkToken().tokenHash,
  )

async function addWebhook(db: Db, { operator, site }: Tenant): Promise<string> {
  const webhook = await createWebhook(db, {
    operatorId: operator.id,
    siteId: site.id,
    name: 'Hook',
    url: 'https://hooks.example/',
    kinds: [],
    secret: testSecrets.seal('whsec_eA=='),
  })
  await db.updateTable('webhooks').set({ enabled: false }).where('id', '=', webhook.id).execute()
  return webhook.id
}

async function raiseAlert(
  db: Db,
  { operator, site, occupier }: Tenant,
  number: PhoneNumber,
): Promise<string> {
  const alert = await insertAlert(db, {
    kind: 'nothing-would-ring',
    subject: newId(),
    severity: 'warning',
    words: 'Nothing would ring.',
    data: {},
    operatorId: operator.id,
    siteId: site.id,
    organizationId: occupier.id,
    numberId: number.id,
    at: 1,
  })
  return alert?.id ?? ''
}

async function createUser(db: Db, { operator, site, occupier }: Tenant): Promise<string> {
  const user = await createTestUser(db)
  await db
    .insertInto('memberships')
    .values({
      id: newId(),
      userId: user.id,
      role: 'occupier-user',
      operatorId: operator.id,
      organizationId: occupier.id,
      siteIds: JSON.stringify([site.id]),
      createdAt: 1,
    })
    .execute()
  return user.id
}

async function recordCall(
  db: Db,
  { operator, site, occupier }: Tenant,
  number: PhoneNumber,
): Promise<string> {
  const callId = `call-${newId()}`
  await insertCallRecords(db, [
    {
      callId,
      operatorId: operator.id,
      siteId: site.id,
      organizationId: occupier.id,
      numberId: number.id,
      trunkId: null,
      sipCallId: callId,
      callerNumber: null,
      callerName: null,
      calledNumber: number.e164,
      startedAt: 1000,
      answeredAt: null,
      endedAt: 2000,
      result: 'abandoned',
      reason: 'caller-hung-up',
      answeredBy: null,
      settingsVersion: 1,
      path: [],
      legs: [],
      codecs: null,
      mediaStats: null,
    },
  ])
  return callId
}
