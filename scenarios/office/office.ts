/**
 * A site with one occupier, as scenarios see it: a main number, phones, a carrier. The engine, its SIP stack and
 * PostgreSQL are the real ones; network, clock and audio are scripted, so twenty seconds of ringing take no time.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, type EngineLog, silentLog } from '@mainline/engine'
import type { Network } from '@mainline/sip'
import {
  type PhoneCall,
  type PhoneCallOptions,
  type SipPhone,
  type SipPhoneOptions,
  VirtualNetwork,
  type Zone,
} from '@mainline/sip/testing'
import {
  createDevice,
  createTrunk,
  type Database,
  type LivePlan,
  lampChannel,
  loadPlans,
  movedChannel,
  parseCallWanted,
  parsePhoneMoved,
  updateNumber,
  wantedChannel,
} from '@mainline/storage'
import { createTenant, must, openTestDatabase, type Tenant } from '@mainline/storage/testing'
import type { Speech } from '../../apps/server/src/speech/speech.ts'
import type { DatabaseState } from './database-away.ts'
import { type Heir, liveOn, openHeir } from './heir.ts'
import { OfficeClock } from './office-clock.ts'
import { openOfficeEngine } from './office-engine.ts'
import { openPhone, PASSWORD, SERVER } from './office-phone.ts'
import { OfficeRecords } from './office-records.ts'
import { OfficeSettings } from './office-settings.ts'
import { ScriptedMedia } from './scripted-media.ts'

const ENGINE_ID = '01890000-0000-7000-8000-00000000e001'
export const CARRIER = '198.51.100.1'

/** The time at the office when nothing else is said: a Wednesday, within business hours (M8). */
export const WEDNESDAY_NOON = '2040-01-04T12:00:00Z'
export const WEDNESDAY_NIGHT = '2040-01-04T22:00:00Z'

export interface OfficeOptions {
  /** Who works there: one phone number, one phone each; all of them are members of the hunt group (M7). */
  readonly people?: readonly string[]
  /** Somebody follows what happens to calls. */
  readonly followed?: boolean
  /** By what we prove to the carrier who we are, and it to us. */
  readonly carrierAccount?: { readonly username: string; readonly realm: string; readonly password: string }
  /** The carrier is known by this name, to which DNS says this. */
  readonly carrierName?: { readonly host: string; readonly zone: Zone }
  /** Where the engine's log goes; nowhere when left out. */
  readonly log?: EngineLog
  /** Speaks the names of those who have no greeting; left out: nothing does, and callers hear the number. */
  readonly speech?: Speech
  /** How busy the engine's thread is, 0 to 1; nobody asks when left out. */
  readonly utilization?: () => number
  /** Audio between two people does not pass the engine, so calls outlive it. */
  readonly outlives?: boolean
  /** When the scenario begins. */
  readonly at?: string
}

export class Office implements AsyncDisposable {
  /** The scripted phones by their owners' names. */
  readonly phones: ReadonlyMap<string, SipPhone>
  readonly carrier: SipPhone
  readonly media: ScriptedMedia
  readonly engine: Engine
  /** Devices of which the engine has heard that another one knows better. */
  readonly movesHeard: string[] = []
  /** What is between the engine and everybody else. */
  readonly network: VirtualNetwork
  readonly settings: OfficeSettings
  readonly records: OfficeRecords
  readonly #clock: OfficeClock
  readonly #tenant: Tenant
  readonly #database: Database
  readonly #closeEngine: () => Promise<void>
  readonly #closing: AsyncDisposableStack
  readonly #reach: { state: DatabaseState }
  readonly #folder: string

  private constructor(parts: {
    settings: OfficeSettings
    records: OfficeRecords
    clock: OfficeClock
    tenant: Tenant
    database: Database
    network: VirtualNetwork
    engine: Engine
    closeEngine: () => Promise<void>
    media: ScriptedMedia
    phones: ReadonlyMap<string, SipPhone>
    carrier: SipPhone
    closing: AsyncDisposableStack
    reach: { state: DatabaseState }
    folder: string
  }) {
    this.settings = parts.settings
    this.records = parts.records
    this.#clock = parts.clock
    this.#tenant = parts.tenant
    this.#database = parts.database
    this.network = parts.network
    this.engine = parts.engine
    this.#closeEngine = parts.closeEngine
    this.media = parts.media
    this.phones = parts.phones
    this.carrier = parts.carrier
    this.#closing = parts.closing
    this.#reach = parts.reach
    this.#folder = parts.folder
  }

  /** Opens the office; every phone is registered. */
  static async open(options: OfficeOptions = {}): Promise<Office> {
    const {
      people = ['Maya', 'Tom'],
      at = WEDNESDAY_NOON,
      followed = false,
      carrierAccount: digest,
      carrierName,
      log = silentLog,
      speech,
      utilization,
      outlives = false,
    } = options
    await using stack = new AsyncDisposableStack()
    const database = stack.use(await openTestDatabase())
    const folder = await mkdtemp(join(tmpdir(), 'mainline-scenario-'))
    stack.defer(() => rm(folder, { recursive: true, force: true }))
    const tenant = await createTenant(database.kysely, { ordinary: people.length })
    must(
      await createTrunk(database.kysely, {
        name: 'Carrier',
        sourceAddresses: [CARRIER],
        host: carrierName?.host ?? CARRIER,
        digest,
      }),
    )
    const clock = new OfficeClock(Date.parse(at), database.pool)
    const network = new VirtualNetwork({ clock })
    const media = new ScriptedMedia(clock)
    media.outlives = outlives
    const reach = { state: 'there' as DatabaseState }
    const zone = carrierName?.zone
    const from = {
      ...SERVER,
      database,
      reach,
      folder,
      clock,
      network,
      log,
      followed,
      speech,
      utilization,
      zone,
    }
    const engine = await openOfficeEngine({ ...from, engineId: ENGINE_ID, media })
    const phones = new Map<string, SipPhone>()
    const carrier = await openPhone(network.host(CARRIER), clock, CARRIER, {
      user: 'carrier',
      port: 5060,
      supported: ['100rel'],
    })
    stack.defer(async () => {
      await Promise.all([carrier, ...phones.values()].map((phone) => phone.close()))
    })
    let closed: Promise<void> | undefined
    const closeEngine = () => {
      closed ??= engine[Symbol.asyncDispose]()
      return closed
    }
    stack.defer(closeEngine)
    const settings = new OfficeSettings(database, tenant, clock, people)
    const records = new OfficeRecords(database, clock, folder)
    await database.listen(lampChannel, (numberId) => engine.changes.lampChanged(numberId))
    let office: Office | undefined
    await database.listen(movedChannel, (payload) => {
      const { deviceId, engineId } = parsePhoneMoved(payload)
      if (engineId === ENGINE_ID) return
      engine.changes.phoneMoved(deviceId)
      office?.movesHeard.push(deviceId)
    })
    await settings.follow((change) => engine.changes.planChanged(change))
    const ours = { folder, reach, settings, records, clock, tenant, database, network, engine, closeEngine }
    const parts = { ...ours, media, phones, carrier }
    office = new Office({ ...parts, closing: stack.move() })
    for (const [index, name] of people.entries()) phones.set(name, await office.#equip(name, index))
    return office
  }

  /** E.164 of the main number. */
  get mainNumber(): string {
    return this.#tenant.main.e164
  }

  /** The occupier's name. */
  get organization(): string {
    return this.#tenant.occupier.name
  }

  /** By which colleagues dial the main number (C15). */
  get mainExtension(): string {
    return this.#tenant.main.extension ?? ''
  }

  phone(name: string): SipPhone {
    const phone = this.phones.get(name)
    if (!phone) throw new Error(`nobody here is called ${name}`)
    return phone
  }

  get siteId(): string {
    return this.#tenant.site.id
  }

  /** SIP domain of the site. */
  get domain(): string {
    return this.#tenant.site.domain
  }

  /** Somebody outside calls the main number, or another one, by way of the carrier. */
  callFromOutside(
    number = this.mainNumber,
    headers = '',
    session: Pick<PhoneCallOptions, 'body' | 'answerInAck'> = {},
  ): PhoneCall {
    const from = `<sip:+442079460990@${CARRIER}>`
    return this.carrier.call(`sip:${number}@${SERVER.address}`, { from, extra: headers, ...session })
  }

  /** From now on the engine gets nothing from the database but errors, or nothing at all; or it is back. */
  set database(state: DatabaseState) {
    this.#reach.state = state
  }

  /** The next call that this phone gets. */
  nextCallAt(name: string): Promise<PhoneCall> {
    return this.happens(`a call reaches ${name}`, this.phone(name).nextCall())
  }

  /** Does the work again and again until it is stopped. */
  every(seconds: number, work: () => void): () => void {
    const next = () =>
      this.#clock.after(seconds * 1_000, () => {
        work()
        timer = next()
      })
    let timer = next()
    return () => this.#clock.cancel(timer)
  }

  /** Whom or what a party hears: another by its port of ours, something that is played, or nobody. */
  heardBy(call: PhoneCall): string | number | undefined {
    return this.media.heardBy(call.remoteBody)
  }

  /** The port of ours that faces a party: what somebody hears who hears it. */
  voiceOf(call: PhoneCall): number {
    return Number(/m=audio (\d+)/.exec(call.remoteBody)?.[1])
  }

  /** Lets time go by until a call has ended. */
  async ends(what: string, call: PhoneCall): Promise<void> {
    await this.happens(what, call.ended)
  }

  /** The phone of somebody who works here. */
  async deviceOf(name: string) {
    return this.#database.kysely
      .selectFrom('devices')
      .innerJoin('numbers', 'numbers.id', 'devices.numberId')
      .select(['devices.id', 'devices.siteId', 'numbers.e164', 'numbers.id as numberId'])
      .select(['numbers.organizationId', 'numbers.operatorId'])
      .where('devices.username', '=', name.toLowerCase())
      .executeTakeFirstOrThrow()
  }

  /** By which colleagues dial somebody. */
  async extensionOf(name: string): Promise<string> {
    const { e164 } = await this.deviceOf(name)
    return this.#tenant.ordinary.find((number) => number.e164 === e164)?.extension ?? ''
  }

  /** Lets that much time go by. */
  pass(seconds: number): Promise<void> {
    return this.#clock.advanceAsync(seconds * 1_000)
  }

  /** Lets time go by until the promise holds. @throws when a minute was not enough */
  happens<Value>(what: string, promise: Promise<Value>): Promise<Value> {
    return this.#clock.happens(what, promise)
  }

  /** Lets time go by until something is so. @throws when a minute was not enough */
  until(what: string, holds: () => boolean): Promise<void> {
    return this.#clock.until(what, holds)
  }

  /** Lets time go by until the mailbox records. */
  recording(): Promise<void> {
    return this.until('something is recorded', () => this.media.isRecording)
  }

  /** What a phone was told of messages that it did not ask for, the latest last: `new/saved`. */
  lampOf(name: string): string[] {
    return this.phone(name).unsolicited.map(
      ({ body }) => /Voice-Message: (\S+)/.exec(body.toString())?.[1] ?? '',
    )
  }

  /** The time at the office, ms since 1970. */
  get now(): number {
    return this.#clock.epoch()
  }

  /** What the preview knows of the main number (product §6.1). */
  async livePlan(): Promise<LivePlan> {
    const [live] = await loadPlans(this.#database.pool, this.mainNumber, this.now, 1)
    if (!live) throw new Error('the main number is gone')
    return live
  }

  /** What the engine still holds once the timers of RFC 3261 have run out: nothing, when nothing leaks. */
  async leftovers(
    { engine, media } = { engine: this.engine, media: this.media },
  ): Promise<Record<string, number>> {
    await this.pass(40)
    const { calls, dialogs, transactions } = engine.counters()
    const held = { calls, dialogs, media: media.inUse, ...transactions }
    return Object.fromEntries(Object.entries(held).filter(([, count]) => count !== 0))
  }

  /**
   * The engine dies without a word, and another one lives on: elsewhere, or a new process in its place.
   *
   * @param how.unnoticedFor seconds for which no engine lives
   * @param how.withItsDisk what it had written down is there
   */
  async engineDies({
    inItsPlace = false,
    audioToo = false,
    unnoticedFor = 0,
    withItsDisk = false,
  } = {}): Promise<Heir> {
    await this.#closeEngine()
    await this.pass(unnoticedFor)
    const [database, clock, network] = [this.#database, this.#clock, this.network]
    const folder = withItsDisk ? this.#folder : undefined
    return openHeir({ database, clock, network, folder }, this.#closing, { inItsPlace, audioToo })
  }

  /** Another engine on the same database, which lives beside the first. */
  async engineBeside(): Promise<Heir> {
    const [database, clock, network] = [this.#database, this.#clock, this.network]
    const heir = await openHeir({ database, clock, network }, this.#closing, {
      inItsPlace: false,
      audioToo: false,
    })
    await liveOn(database, ENGINE_ID)
    await database.listen(wantedChannel, (payload) => {
      const { callId, engineId } = parseCallWanted(payload)
      const asked = engineId === ENGINE_ID ? heir.engine : this.engine
      asked.callWanted(callId, engineId)
    })
    return heir
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closing.disposeAsync()
  }

  async #equip(name: string, index: number): Promise<SipPhone> {
    const { kysely } = this.#database
    const number = this.#tenant.ordinary[index]
    if (!number) throw new Error('more people than numbers')
    must(await updateNumber(kysely, number.id, number.version, { label: name }))
    const username = name.toLowerCase()
    must(await createDevice(kysely, { numberId: number.id, name, username, password: PASSWORD }))
    const address = `192.0.2.${11 + index}`
    const phone = await openPhone(this.network.host(address), this.#clock, address, {
      user: username,
      domain: this.#tenant.site.domain,
      credentials: { username, password: PASSWORD },
    })
    const status = await this.happens(`${name}'s phone registers`, phone.register(3_600))
    if (status !== 200) throw new Error(`${name}'s phone was not registered: ${status}`)
    return phone
  }

  /** A phone on the network that is registered nowhere yet. */
  async visitor(
    {
      address = '192.0.2.200',
      ...options
    }: Pick<SipPhoneOptions, 'user' | 'credentials' | 'transport' | 'port' | 'believedAddress'> &
      Partial<Pick<SipPhoneOptions, 'address' | 'server'>>,
    network: Network = this.network.host(address),
  ): Promise<SipPhone> {
    const { domain } = this.#tenant.site
    const phone = await openPhone(network, this.#clock, address, { ...options, domain })
    this.#closing.defer(() => phone.close())
    return phone
  }
}
