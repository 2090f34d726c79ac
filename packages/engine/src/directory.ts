/** Whom a call can be passed on to, by what a phone dials: people of the organization, the reception, numbers outside. */
import {
  callingCodeOf,
  classRefused,
  defaultReception,
  type NumberPlan,
  type Person,
  planCall,
  type ReceptionRules,
} from '@mainline/pbx'
import type { Clock, Flow } from '@mainline/sip'
import type { DialPlans } from './dial-plans.ts'
import { type Location, latest, type RingTarget } from './location.ts'
import type { PlanCache } from './plan-cache.ts'
import type { Device, LivePlan, PlanSource } from './ports.ts'
import type { Phone } from './same-phone.ts'

export interface DirectoryOptions {
  readonly clock: Clock
  readonly location: Location
  readonly plans: PlanCache
  readonly source: PlanSource
  readonly dialPlans: DialPlans
}

/** Where somebody dials. */
export interface Home {
  readonly siteId: string
  readonly operatorId: string
  readonly organizationId: string | undefined
  /** By whose country numbers are read. */
  readonly e164: string
  readonly reception: ReceptionRules | undefined
  readonly outsideClasses: NumberPlan['outsideClasses']
}

/** `unknown`: nobody that may be seen from there. `away`: nothing of the person rings. `forbidden`: not outside. */
export type Destination = Person | 'reception' | 'unknown' | 'away' | 'forbidden'

/** Who passes on: a seat of the reception, or anybody else who has a phone. */
export type PassedOnBy = 'seat' | 'member'

export class Directory {
  readonly #options: DirectoryOptions

  constructor(options: DirectoryOptions) {
    this.#options = options
  }

  /** Whom `dialled` means. */
  async find(home: Home, dialled: string, by: PassedOnBy): Promise<Destination> {
    const { plans, source, dialPlans } = this.#options
    const { siteId, organizationId, e164 } = home
    if (organizationId === undefined) return 'unknown'
    const number =
      (await source.findExtension(siteId, organizationId, dialled)) ??
      (await this.#extensionOfOperator(home, dialled)) ??
      dialPlans.normaliser(callingCodeOf(e164))(dialled)
    const plan = number === undefined ? undefined : (await plans.get(number))?.plan
    if (number === undefined) return 'unknown'
    if (plan === undefined) return outside(home, number, by)
    if (by === 'member' && this.#isReception(home, plan)) return 'reception'
    if (plan.kind !== 'ordinary' || plan.organizationId !== organizationId) return 'unknown'
    const targets = await this.devicesOf(plan.e164)
    return targets.length === 0 ? 'away' : { id: plan.numberId, name: plan.label, targets }
  }

  /** What rings for a phone number of the platform. */
  async devicesOf(e164: string): Promise<readonly RingTarget[]> {
    const live = await this.#options.plans.get(e164)
    if (live?.plan.kind !== 'ordinary') return []
    return live.devices.flatMap((device) => this.reach(device.id))
  }

  /** The devices of a phone number of the platform, whether they ring or not; undefined: it is none. */
  async deviceIdsOf(e164: string): Promise<readonly string[] | undefined> {
    const live = await this.#options.plans.get(e164)
    return live?.plan.kind === 'ordinary' ? live.devices.map(({ id }) => id) : undefined
  }

  /** What rings for a device. */
  reach(deviceId: string): readonly RingTarget[] {
    const { location, clock } = this.#options
    return location.reachable(deviceId, clock.epoch())
  }

  /**
   * Where a phone of the device has registered by now, whatever way it was met before (RFC 5626 §5.3).
   * @param phone which of those that share the device; undefined: that is not known
   * @param lost it cannot be met any more where it was: any phone of the device will do
   */
  whereNow(deviceId: string, phone: Phone | undefined, lost: boolean): RingTarget['destination'] | undefined {
    const { location, clock } = this.#options
    const known = phone && location.whereIs(deviceId, phone, clock.epoch())
    return lost ? (latest(this.reach(deviceId))?.destination ?? known) : known
  }

  /** Which phone of the device sends by this flow; undefined: none that has registered there. */
  phoneAt(deviceId: string, flow: Flow): Phone | undefined {
    const { location, clock } = this.#options
    return location.phoneAt(deviceId, flow, clock.epoch())
  }

  /** A number with the phones behind it. */
  liveOf(e164: string): Promise<LivePlan | undefined> {
    return this.#options.plans.get(e164)
  }

  /**
   * The number that a device may watch under an extension or E.164: of its organization; a phone of the operator's own
   * may watch everybody at its site.
   */
  async watchable(device: Device, name: string): Promise<NumberPlan | undefined> {
    const { source, dialPlans } = this.#options
    const { siteId, operatorId, organizationId } = device
    const ofOperator = organizationId === operatorId
    const number =
      (await source.findExtension(siteId, ofOperator ? undefined : organizationId, name)) ??
      dialPlans.normaliser(callingCodeOf(device.e164))(name)
    const plan = number === undefined ? undefined : await this.planOf(number)
    if (plan === undefined || plan.organizationId === undefined) return undefined
    const may = plan.organizationId === organizationId || (ofOperator && plan.siteId === siteId)
    return may ? plan : undefined
  }

  /** What is known of a number. */
  async planOf(e164: string): Promise<NumberPlan | undefined> {
    return (await this.#options.plans.get(e164))?.plan
  }

  #extensionOfOperator({ siteId, operatorId }: Home, dialled: string): Promise<string | undefined> {
    return this.#options.source.findExtension(siteId, operatorId, dialled)
  }

  /** The main number of the operator at the site, as long as its calls go to the reception first. */
  #isReception({ siteId, operatorId }: Home, number: NumberPlan): boolean {
    if (number.kind !== 'main' || number.siteId !== siteId || number.organizationId !== operatorId)
      return false
    const at = this.#options.clock.epoch()
    const { route } = planCall({ number, at, caller: { origin: 'inside' }, reach: () => [] })
    return route.steps[0]?.target === 'reception'
  }
}

function outside(
  { reception, e164, outsideClasses: classes = [] }: Home,
  number: string,
  by: PassedOnBy,
): Destination {
  const { outsideTransfer } = reception ?? defaultReception
  const allowed = outsideTransfer === 'everybody' || (outsideTransfer === 'seats' && by === 'seat')
  const may = allowed && classRefused(number, { callingCode: callingCodeOf(e164), classes }) === undefined
  return may ? { id: number, name: number, targets: [number] } : 'forbidden'
}
