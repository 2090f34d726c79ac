/** Two operators with everything a request can name, so that each role has an own and a foreign one of each kind. */
import type { Principal, Role, TargetKind } from '@mainline/contract'
import {
  addReceptionNote,
  beginMessage,
  createApiToken,
  createDatedChange,
  createDevice,
  createImport,
  createInvitation,
  createNumbers,
  createOrganization,
  createScheduleSource,
  createSite,
  createSiteEvent,
  createTrunk,
  createWebhook,
  type Db,
  findMailboxOfNumber,
  finishMessage,
  insertAlert,
  insertCallRecords,
  insertReceptionMessage,
  locateAtSite,
  membershipsOf,
  newId,
  newLinkToken,
  nominate,
  openSeat,
  type PhoneNumber,
  saveGreeting,
  setSiteOverride,
} from '@mainline/storage'
import {
  activateNumber,
  createTenant,
  createTestUser,
  giveVoiceService,
  must,
  type Tenant,
  testSecrets,
} from '@mainline/storage/testing'

/** Identifiers by kind. */
export type Things = Readonly<Record<TargetKind, string>>

/** Who walks, what is its own, and what lies outside of its scope: only kinds that differ from its own. */
export interface Walker {
  readonly label: string
  readonly principal: Principal
  readonly own: Things
  readonly outside: Readonly<Record<string, Partial<Things>>>
}

export interface World {
  readonly walkers: readonly Walker[]
  /** Everything of the other operator: none of it may show in an answer. */
  readonly foreign: Things
}

/** Builds it on a database that has one tenant. */
export async function buildWorld(db: Db, home: Tenant): Promise<World> {
  await db.updateTable('sites').set({ nomination: 'operator' }).where('id', '=', home.site.id).execute()
  const away = await createTenant(db, { first: '+442079470000' })
  const neighbours = await createNeighbours(db, home, '+442079480000')
  const elsewhere = await createElsewhere(db, home, '+442079490000')
  const landlord = await ofLandlord(db, home)

  const mine = await equip(db, home, home.main, home.ordinary[0])
  const personal = {
    ...mine,
    ...(await equip(db, home, home.ordinary[0], home.ordinary[0], mine.user)),
  }
  const colleague = await equip(db, home, home.ordinary[1], home.ordinary[1])
  const foreign = await equip(db, away, away.main, away.ordinary[0])
  const neighbour = await equip(db, neighbours, neighbours.main, neighbours.ordinary[0])
  const other = await equip(db, elsewhere, elsewhere.main, elsewhere.ordinary[0])
  const desk = { ...mine, message: landlord.message }

  const operator = { operatorId: home.operator.id }
  const occupier = { ...operator, organizationId: home.occupier.id }
  const without = <Kind extends TargetKind>(things: Things, ...kinds: Kind[]): Partial<Things> =>
    Object.fromEntries(Object.entries(things).filter(([kind]) => !(kinds as string[]).includes(kind)))
  const ofOperator = { foreign, tenants: { message: mine.message } }
  // Colleagues at other sites are seen; what may be done about them is a matter of roles.
  const colleagues = ['membership', 'invitation'] as const
  const atOneSite = {
    ...ofOperator,
    'other site': without(other, 'operator', 'organization', ...colleagues),
  }
  const ofOccupier = { foreign, neighbour: without(neighbour, 'site', 'operator', 'trunk') }
  const ofPerson = {
    ...ofOccupier,
    colleague: only(colleague, 'number', 'device', 'message', 'greeting', 'call', 'user'),
  }
  const walker = (
    label: string,
    role: Role,
    scope: Partial<Principal>,
    own: Things,
    outside: Walker['outside'],
  ) => ({
    label,
    principal: { ...blank, ...scope, id: newId(), name: label, role },
    own,
    outside,
  })
  return {
    foreign,
    walkers: [
      walker('provider-admin', 'provider-admin', {}, mine, {}),
      walker('operator-admin', 'operator-admin', operator, desk, ofOperator),
      walker('operator-user', 'operator-user', operator, desk, ofOperator),
      walker('receptionist', 'receptionist', operator, desk, ofOperator),
      walker('occupier-admin', 'occupier-admin', occupier, mine, ofOccupier),
      walker('occupier-user', 'occupier-user', { ...occupier, userId: mine.user }, personal, ofPerson),
      walker(
        'operator-admin of one site',
        'operator-admin',
        { ...operator, siteIds: [home.site.id] },
        desk,
        atOneSite,
      ),
      walker(
        'receptionist of one site',
        'receptionist',
        { ...operator, siteIds: [home.site.id] },
        desk,
        atOneSite,
      ),
    ],
  }
}

const blank: Omit<Principal, 'id' | 'name' | 'role'> = {
  kind: 'user',
  operatorId: null,
  siteIds: null,
  organizationId: null,
  userId: null,
}

const only = (things: Things, ...kinds: TargetKind[]): Partial<Things> =>
  Object.fromEntries(kinds.map((kind) => [kind, things[kind]]))

/** Another occupier at the same site. */
async function createNeighbours(db: Db, home: Tenant, first: string): Promise<Tenant> {
  const occupier = await createOrganization(db, { name: 'Neighbour', operatorId: home.operator.id })
  return { ...home, occupier, ...(await numbersOf(db, home.site.id, occupier.id, first)) }
}

/** Another occupier at another site of the same operator. */
async function createElsewhere(db: Db, home: Tenant, first: string): Promise<Tenant> {
  const { id: _, version: _version, createdAt: _createdAt, ...like } = home.site
  const site = await createSite(db, { ...like, name: 'Elsewhere', domain: 'elsewhere.test' })
  const occupier = await createOrganization(db, { name: 'Elsewhere', operatorId: home.operator.id })
  return { ...home, site, occupier, ...(await numbersOf(db, site.id, occupier.id, first)) }
}

async function numbersOf(db: Db, siteId: string, organizationId: string, first: string) {
  await locateAtSite(db, organizationId, siteId)
  await giveVoiceService(db, organizationId, siteId)
  const [nominee, one, two] = must(await createNumbers(db, { siteId, first, count: 3 }))
  if (!(nominee && one && two)) throw new Error('no numbers')
  const ordinary = [
    await activateNumber(db, one, organizationId),
    await activateNumber(db, two, organizationId),
  ]
  const main = await activateNumber(db, must(await nominate(db, nominee.id, 1, 'main')), organizationId)
  return { main, ordinary }
}

/** A number that the operator uses itself, with a message. */
async function ofLandlord(db: Db, { operator, site }: Tenant) {
  await locateAtSite(db, operator.id, site.id)
  await giveVoiceService(db, operator.id, site.id)
  const [number] = must(await createNumbers(db, { siteId: site.id, first: '+442079499999' }))
  if (!number) throw new Error('no number')
  const active = await activateNumber(db, number, operator.id)
  return { message: await leaveMessage(db, active) }
}

async function leaveMessage(db: Db, number: PhoneNumber): Promise<string> {
  const mailbox = await findMailboxOfNumber(db, number.id)
  const caller = { callId: 'c1', callerNumber: null, callerName: null }
  const message = must(
    await beginMessage(db, { mailboxId: mailbox?.id ?? '', ...caller, path: `${newId()}.wav`, startedAt: 1 }),
  )
  await finishMessage(db, message.id, { seconds: 3 })
  return message.id
}

async function addGreeting(db: Db, number: PhoneNumber): Promise<string> {
  const mailbox = await findMailboxOfNumber(db, number.id)
  const made = { kind: 'no-answer', language: null, source: 'recorded', createdBy: 'Test' } as const
  const audio = { path: `greetings/${newId()}.wav`, seconds: 3 }
  return must(await saveGreeting(db, { mailboxId: mailbox?.id ?? '', ...made, ...audio })).id
}

/** One thing of each kind; the ordinary number becomes its user's. */
async function equip(
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
    await createImport(db, {
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
    message: await leaveMessage(db, number),
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
