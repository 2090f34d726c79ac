/**
 * What an emergency call needs of the database (C15): whose phone it is, and what its site says of calls for help. It is kept of
 * each phone that proved who it is, here, at another engine, or before this one started, and read anew when it changes; so a phone
 * reaches help while the database is away or says nothing, whichever engine hears it. No other call goes by it.
 */
import type { Clock } from '@mainline/sip'
import { DEVICES_REMEMBERED, type PlanChange } from './engine-options.ts'
import type { Device, DeviceSource, EngineLog, OutsideAccess, PlanSource } from './ports.ts'

/** How long an emergency call waits for the database, ms. */
const PATIENCE_MS = 2_000
/** Whoever needs help while it is silent waits once, not for every question: so long it is not asked again, ms. */
const SILENCE_BELIEVED_MS = 10_000

export interface EmergencyMemoryOptions {
  readonly devices: DeviceSource
  readonly plans: Pick<PlanSource, 'findOutside'>
  readonly clock: Clock
  readonly log: EngineLog
  /** Work that nobody waits for before the engine closes. */
  track(work: Promise<void>): void
  /** Phones kept at most; the one that was heard of longest ago goes first. */
  readonly capacity?: number
}

/** Where a phone calls from: what its site says depends on both. */
type Place = Pick<Device, 'siteId' | 'organizationId'>

export class EmergencyMemory {
  readonly #options: Required<EmergencyMemoryOptions>
  /** By user name. */
  readonly #devices = new Map<string, Device>()
  /** User names by the ids of the devices. */
  readonly #usernames = new Map<string, string>()
  readonly #accesses = new Map<string, OutsideAccess>()
  /** What is to be read, one after the other: thousands of phones may register at once. */
  readonly #due = new Map<string, () => Promise<void>>()
  #reading = false
  #silentUntil = Number.NEGATIVE_INFINITY

  constructor(options: EmergencyMemoryOptions) {
    this.#options = { capacity: 100_000, ...options }
  }

  /** A device has proved who it is. */
  remember(device: Device): void {
    // The page of a seat calls nobody (C7).
    if (device.kind === 'seat') return
    keep(this.#devices, device.username, device, this.#options.capacity)
    keep(this.#usernames, device.id, device.username, this.#options.capacity)
    const key = keyOf(device)
    if (!this.#accesses.has(key) && !this.#due.has(key)) this.#readLater(device)
  }

  /** A device has proved who it is at another engine. It may call for help here: what it dials leads its call, not where it is. */
  rememberElsewhere(deviceId: string): void {
    if (this.#usernames.has(deviceId)) return
    this.#later(deviceId, async () => {
      const device = await this.#options.devices.find(deviceId)
      if (device) this.remember(device)
    })
  }

  /**
   * The device of a user name, as the database knows it, or as it was when it was last heard of. `null`: nobody can say whether
   * there is one.
   */
  async device(username: string): Promise<Device | null | undefined> {
    const asked = await this.#ask(() => this.#options.devices.findByUsername(username))
    return asked ? asked.answer : (this.#devices.get(username) ?? null)
  }

  /** The device as it was when it was last heard of; nobody is asked. */
  rememberedDevice(username: string): Device | undefined {
    return this.#devices.get(username)
  }

  /** What is set about calls out where the phone is; undefined: nothing is known. */
  async access(device: Place): Promise<OutsideAccess | undefined> {
    const { siteId, organizationId } = device
    const asked = await this.#ask(() => this.#options.plans.findOutside(siteId, organizationId))
    return asked ? asked.answer : this.#accesses.get(keyOf(device))
  }

  /** What the database says of it in time; undefined as well when it says nothing. */
  async inTime<Answer>(question: () => Promise<Answer>): Promise<Answer | undefined> {
    return (await this.#ask(question))?.answer
  }

  /** What is kept may not be so any more: it is read anew, and holds until then. */
  changed({ kind, id, siteId, numbers }: PlanChange): void {
    if (kind === 'device')
      for (const device of this.#devices.values())
        if (device.id === id || (numbers === null && device.siteId === siteId)) this.#rereadDevice(device)
    if (kind === 'site') this.#rereadAccesses((device) => device.siteId === siteId)
  }

  /**
   * News may have been missed: who has registered elsewhere, and what sites say. What a known phone proves itself by is read with
   * its next request.
   */
  uncertain(): void {
    this.#later('registered', async () => {
      const devices = await this.#options.devices.registeredLast(DEVICES_REMEMBERED)
      for (const device of devices.toReversed()) if (!this.#usernames.has(device.id)) this.remember(device)
    })
    this.#rereadAccesses(() => true)
  }

  /** Nothing more is read. */
  close(): void {
    this.#due.clear()
  }

  #rereadAccesses(which: (device: Device) => boolean): void {
    for (const device of this.#devices.values()) if (which(device)) this.#readLater(device)
  }

  #readLater(place: Place): void {
    const { siteId, organizationId } = place
    const { plans, capacity } = this.#options
    this.#later(keyOf(place), async () => {
      const access = await plans.findOutside(siteId, organizationId)
      if (access) keep(this.#accesses, keyOf(place), access, capacity)
      else this.#accesses.delete(keyOf(place))
    })
  }

  #rereadDevice({ id, username }: Device): void {
    this.#later(username, async () => {
      const device = await this.#options.devices.findByUsername(username)
      if (device) this.remember(device)
      else {
        this.#devices.delete(username)
        this.#usernames.delete(id)
      }
    })
  }

  #later(what: string, read: () => Promise<void>): void {
    this.#due.set(what, read)
    if (!this.#reading) this.#options.track(this.#readAll())
  }

  async #readAll(): Promise<void> {
    this.#reading = true
    for (let [next] = this.#due; next !== undefined; [next] = this.#due) {
      const [what, read] = next
      // What was known stays, and what was not is asked for with the next request of the phone.
      await read().catch((error: unknown) =>
        this.#options.log.warn({ error }, 'what emergency calls need could not be read'),
      )
      // Changed meanwhile, it is read once more.
      if (this.#due.get(what) === read) this.#due.delete(what)
    }
    this.#reading = false
  }

  async #ask<Answer>(question: () => Promise<Answer>): Promise<{ readonly answer: Answer } | undefined> {
    const { clock, log } = this.#options
    if (clock.now() < this.#silentUntil) return undefined
    const { promise: late, resolve } = Promise.withResolvers<undefined>()
    const timer = clock.after(PATIENCE_MS, () => {
      this.#silentUntil = clock.now() + SILENCE_BELIEVED_MS
      log.error({}, 'the database is silent while somebody calls for help')
      resolve(undefined)
    })
    const asked = question().then(
      (answer) => ({ answer }),
      (error: unknown) => {
        log.error({ error }, 'the database is away while somebody calls for help')
        return undefined
      },
    )
    const answered = await Promise.race([asked, late])
    clock.cancel(timer)
    return answered
  }
}

const keyOf = ({ siteId, organizationId }: Place): string => `${siteId} ${organizationId}`

/** Keeps it as the newest, at the cost of the oldest. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value, capacity: number): void {
  map.delete(key)
  const [oldest] = map.keys()
  if (map.size >= capacity && oldest !== undefined) map.delete(oldest)
  map.set(key, value)
}
