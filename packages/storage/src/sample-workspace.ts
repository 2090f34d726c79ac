/**
 * The workspace that an empty installation starts with, so that a first call can be placed at once: one operator, two
 * sites in two time zones, six occupiers, 40 numbers that exist in fiction only, devices, and a trunk by which this machine calls them.
 */
import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultHours, isRefusal as isPbxRefusal } from '@mainline/pbx'
import { createDevice } from './devices.ts'
import { isRefusal } from './errors.ts'
import { createMembership, createUser, type MembershipRole, updateMembership } from './memberships.ts'
import { equipNumber } from './number-equipment.ts'
import { activate, allocate, confirmPending, nominate } from './number-life.ts'
import { createNumbers, updateNumber } from './numbers.ts'
import { createOrganization, locateAtSite } from './organizations.ts'
import { hashPassword } from './password-hash.ts'
import { hasBegun, waitForOtherStarts } from './platform-start.ts'
import type { Db, Organization, PhoneNumber, Site, Tx } from './schema.ts'
import { newDevicePassword, type SecretBox } from './secrets.ts'
import { createSite } from './sites.ts'
import { createTrunk } from './trunks.ts'
import { setVoiceService } from './voice-services.ts'

/** How a softphone signs in. */
export interface SampleLogin {
  organization: string
  site: string
  e164: string
  extension: string
  username: string
  password: string
  domain: string
}

export interface SampleMainNumber {
  organization: string
  site: string
  e164: string
  extension: string
}

/** How a person signs in to the console. */
export interface SamplePerson {
  name: string
  email: string
  password: string
  role: MembershipRole
  /** Operator, organization or "Platform". */
  place: string
}

/** What to print at start. */
export interface SampleSummary {
  people: SamplePerson[]
  operator: string
  sites: { name: string; timeZone: string; domain: string }[]
  mainNumbers: SampleMainNumber[]
  logins: SampleLogin[]
  numbers: number
}

interface SampleOccupier {
  name: string
  /** Who answers there: one ordinary ACTIVE number with a device each. */
  people: string[]
}

interface SampleSite {
  name: string
  timeZone: string
  domain: string
  /** First of twenty numbers reserved for fiction. */
  first: string
  extensionFirst: number
  occupiers: SampleOccupier[]
}

const operatorName = 'Harbour Workspaces'
const numbersPerSite = 20

const sampleSites: SampleSite[] = [
  {
    name: 'Finsbury Yard, London',
    timeZone: 'Europe/London',
    domain: 'london.mainline.test',
    // Ofcom reserves 020 7946 0000 to 0999 for drama.
    first: '+442079460100',
    extensionFirst: 2000,
    occupiers: [
      {
        name: 'Alder & Finch Architects',
        people: ['Maya Alder', 'Tom Finch', 'Studio', 'Site team', 'Accounts'],
      },
      { name: 'Copperline Legal', people: ['Ines Marlow', 'Reception desk', 'Clerks'] },
      { name: 'Northbank Robotics', people: ['Jun Park', 'Support'] },
    ],
  },
  {
    name: 'Mercer Street, New York',
    timeZone: 'America/New_York',
    domain: 'newyork.mainline.test',
    // 555-0100 to 555-0199 are reserved for fiction in North America.
    first: '+12125550100',
    extensionFirst: 3000,
    occupiers: [
      { name: 'Blue Orchard Films', people: ['Rosa Vance', 'Post production', 'Front office'] },
      { name: 'Halden Insurance', people: ['Erik Halden', 'Claims'] },
      { name: 'Papermoon Press', people: ['Editors', 'Orders'] },
    ],
  },
]

const by = 'sample workspace'
const loginFile = 'sample-logins.json'

/** One person of each role; what belongs to an occupier belongs to the first one of the first site. */
const samplePeople: { name: string; email: string; role: MembershipRole; title?: string }[] = [
  { name: 'Pat Quill', email: 'pat@provider.example', role: 'provider-admin' },
  { name: 'Olive Harbour', email: 'olive@harbour.example', role: 'operator-admin' },
  { name: 'Sam Reed', email: 'sam@harbour.example', role: 'operator-user' },
  { name: 'Robin Vale', email: 'robin@harbour.example', role: 'receptionist' },
  { name: 'Maya Alder', email: 'maya@alder-finch.example', role: 'occupier-admin', title: 'Partner' },
  { name: 'Tom Finch', email: 'tom@alder-finch.example', role: 'occupier-user', title: 'Associate' },
]

/** Fills an empty database. @returns undefined when anybody or anything is there already */
export async function createSampleWorkspace(
  db: Db,
  secrets: SecretBox,
  dataFolder: string | undefined,
): Promise<SampleSummary | undefined> {
  const summary = await db.transaction().execute(async (tx) => {
    await waitForOtherStarts(tx)
    if (await hasBegun(tx)) return undefined
    const operator = await createOrganization(tx, { name: operatorName })
    const sites = []
    for (const plan of sampleSites) sites.push(await createSampleSite(tx, secrets, operator.id, plan))
    allow(
      await createTrunk(tx, {
        name: 'This machine',
        sourceAddresses: ['127.0.0.1', '::1'],
        countryCallingCode: '44',
      }),
    )
    const occupier = sites[0]?.occupiers[0]
    if (!occupier) throw new Error('the sample has no occupier')
    return {
      people: await createPeople(tx, operator, occupier),
      operator: operatorName,
      sites: sampleSites.map(({ name, timeZone, domain }) => ({ name, timeZone, domain })),
      mainNumbers: sites.flatMap((site) => site.mainNumbers),
      logins: sites.flatMap((site) => site.logins),
      numbers: sampleSites.length * numbersPerSite,
    }
  })
  if (summary && dataFolder !== undefined) {
    // The database keeps no password: without this file nobody could read them again.
    await writeFile(join(dataFolder, loginFile), `${JSON.stringify(summary, null, 2)}\n`, { mode: 0o600 })
  }
  return summary
}

/** The file with the logins of the sample that was made in this data folder, passwords included; undefined when there is none. */
export async function findSampleLogins(dataFolder: string): Promise<string | undefined> {
  const file = join(dataFolder, loginFile)
  return access(file).then(
    () => file,
    () => undefined,
  )
}

async function createSampleSite(tx: Tx, secrets: SecretBox, operatorId: string, plan: SampleSite) {
  const site = await createSite(tx, {
    operatorId,
    name: plan.name,
    timeZone: plan.timeZone,
    businessHours: defaultHours,
    extensionFirst: plan.extensionFirst,
    extensionLast: plan.extensionFirst + 999,
    domain: plan.domain,
    nomination: 'operator',
    portalExtension: String(plan.extensionFirst - 1),
  })
  const stock = allow(await createNumbers(tx, { siteId: site.id, first: plan.first, count: numbersPerSite }))
  const mainNumbers: SampleMainNumber[] = []
  const logins: SampleLogin[] = []
  const occupiers: Organization[] = []
  for (const occupier of plan.occupiers) {
    const organization = await createOrganization(tx, { name: occupier.name, operatorId })
    occupiers.push(organization)
    allow(await locateAtSite(tx, organization.id, site.id))
    // A few more than they use (N9).
    allow(await setVoiceService(tx, { organizationId: organization.id, siteId: site.id, quantity: 10 }))
    const main = allow(await nominate(tx, take(stock).id, 1, 'main'))
    for (const person of occupier.people) {
      const number = await activateFor(tx, secrets, take(stock), organization.id, person)
      logins.push(await addDevice(tx, site, number, occupier.name, person))
    }
    const active = await activateFor(tx, secrets, main, organization.id, '')
    mainNumbers.push({
      organization: occupier.name,
      site: site.name,
      e164: active.e164,
      extension: active.extension ?? '',
    })
  }
  return { mainNumbers, logins, occupiers }
}

async function createPeople(tx: Tx, operator: Organization, occupier: Organization): Promise<SamplePerson[]> {
  const people: SamplePerson[] = []
  for (const { name, email, role, title } of samplePeople) {
    const password = newDevicePassword()
    const user = await createUser(tx, { email, name, passwordHash: await hashPassword(password) })
    const reach = reachOfSample(role, operator.id, occupier.id)
    const id = await createMembership(tx, user.id, { role, siteIds: null, ...reach })
    if (title) allow(await updateMembership(tx, id, 1, { title }))
    // Whoever has a phone in the sample finds it among the own numbers.
    await tx.updateTable('numbers').set({ assignedTo: user.id }).where('label', '=', name).execute()
    const place = reach.organizationId ? occupier.name : reach.operatorId ? operator.name : 'Platform'
    people.push({ name, email, password, role, place })
  }
  return people
}

function reachOfSample(role: MembershipRole, operatorId: string, organizationId: string) {
  if (role === 'provider-admin') return { operatorId: null, organizationId: null }
  return { operatorId, organizationId: role.startsWith('occupier') ? organizationId : null }
}

async function activateFor(
  tx: Tx,
  secrets: SecretBox,
  number: PhoneNumber,
  organizationId: string,
  label: string,
): Promise<PhoneNumber> {
  const reserved = allow(await allocate(tx, number.id, number.version, organizationId))
  const named = allow(await updateNumber(tx, reserved.id, reserved.version, { label }))
  allow(await activate(tx, named.id, named.version))
  allow(await equipNumber(tx, secrets, named.id, by))
  // No engine runs yet that would have to confirm.
  return allow(await confirmPending(tx, named.id))
}

async function addDevice(
  tx: Tx,
  site: Site,
  number: PhoneNumber,
  organization: string,
  person: string,
): Promise<SampleLogin> {
  const password = newDevicePassword()
  const username = `${site.domain.split('.')[0]}-${number.extension}`
  allow(await createDevice(tx, { numberId: number.id, name: person, username, password }))
  return {
    organization,
    site: site.name,
    e164: number.e164,
    extension: number.extension ?? '',
    username,
    password,
    domain: site.domain,
  }
}

function take(stock: PhoneNumber[]): PhoneNumber {
  const number = stock.shift()
  if (!number) throw new Error('the sample has more people than numbers')
  return number
}

/** The sample breaks no rule: a refusal here is a bug. */
function allow<Answer>(answer: Answer): Exclude<Answer, { kind: 'refusal' }> {
  if (isRefusal(answer) || isPbxRefusal(answer)) throw new Error(`the sample was refused: ${answer.words}`)
  return answer as Exclude<Answer, { kind: 'refusal' }>
}
