/**
 * Where every INVITE comes in: who sends it (C2), which number it is for (C1), and with that the call is born. What
 * follows is the live call's; nothing here knows a route.
 */
import { callingCodeOf, planCall, soundsLikeEmergency, unknownNumber } from '@mainline/pbx'
import { headerLine, type IncomingCall } from '@mainline/sip'
import { type Authentication, callingUser } from './authentication.ts'
import { readCalledNumber, userOf } from './called-number.ts'
import { type CallerIdentity, identityOfDevice, readCallerIdentity } from './caller-identity.ts'
import { credentialsFor } from './commands/dial-trunk.ts'
import type { DialPlans } from './dial-plans.ts'
import type { EngineParts } from './engine-parts.ts'
import { type CallOrigin, LiveCall } from './live-call.ts'
import type { Location } from './location.ts'
import { type OutsideDoor, type OutsideTarget, organizationDialled } from './outside-door.ts'
import type { PlanCache } from './plan-cache.ts'
import type { Device, LivePlan, PlanSource, Trunk } from './ports.ts'
import { listenInPrefix } from './reception/listen-ins.ts'
import { answerTestCall, testCallName } from './reception/test-call.ts'
import { readRedirections } from './redirections.ts'
import { pickUp } from './transfer/pick-up.ts'
import { type TurnedAway, toTurnedAwayRecord } from './turned-away.ts'

export interface FrontDoorOptions {
  parts: EngineParts
  plans: PlanCache
  source: PlanSource
  location: Location
  authentication: Authentication
  dialPlans: DialPlans
  outside: OutsideDoor
  /** An id for a new call, unique across engines. */
  newCallId(): string
  /** Set while the engine drains: new calls are sent elsewhere. */
  isDraining(): boolean
  /** Not when there is more to do than this engine manages; asked once a call. */
  takesOneMore(): boolean
  born(call: LiveCall): void
  /** Of one more it is known what becomes of it. */
  decided(): void
}

/** Who calls, and how numbers are read on the way it came. */
interface Arrival {
  readonly incoming: IncomingCall
  readonly identity: CallerIdentity
  readonly trunk: Trunk | undefined
  readonly device?: Device
  readonly normalise: (text: string) => string | undefined
  readonly ownMailbox?: string | undefined
}

/** What was dialled and is no number is kept in the record of the call (C13): so much of it. */
const MOST_DIALLED = 64

const dialledName = ({ request }: IncomingCall): string => userOf(request.uri)?.slice(0, MOST_DIALLED) ?? ''

/** What an extension looks like: no other call asks for a portal by one. */
const extensionShape = /^\d{2,8}$/

export class FrontDoor {
  readonly #options: FrontDoorOptions
  /** Something is looked up for each of them, after which it is a call, or has its refusal. */
  readonly #undecided = new Set<{ readonly incoming: IncomingCall }>()

  constructor(options: FrontDoorOptions) {
    this.#options = options
  }

  /** For how many something is still looked up. */
  get undecided(): number {
    return this.#undecided.size
  }

  /** The engine stops before that is found: their callers are told to try elsewhere. */
  turnUndecidedAway(): void {
    for (const { incoming } of this.#undecided)
      if (incoming.state === 'early')
        this.#turnAway(incoming, this.#options.authentication.trunkAt(incoming.flow), 'engine-stopping')
  }

  /** A new INVITE, already judged well formed (RFC 3261 §8.2). */
  receive(incoming: IncomingCall): void {
    const trunk = this.#options.authentication.trunkAt(incoming.flow)
    const ofCarrier = trunk && !this.#speaksForDevice(incoming)
    // Whatever there is to do besides, and to the last moment, somebody who calls for help is heard (C15).
    if (!ofCarrier && soundsLikeEmergency(userOf(incoming.request.uri) ?? '')) {
      this.#guarded(incoming, this.#fromStranger(incoming, true))
      return
    }
    if (this.#options.isDraining()) {
      this.#turnAway(incoming, trunk, 'engine-stopping')
      return
    }
    if (!this.#options.takesOneMore()) {
      this.#turnAway(incoming, trunk, 'engine-full')
      return
    }
    if (ofCarrier) this.#fromTrunk(incoming, trunk)
    else this.#guarded(incoming, this.#fromStranger(incoming, false))
  }

  /**
   * Before anything is known of the call, and at no more cost than its answer; one that a carrier brought has its record all the
   * same (C13).
   */
  #turnAway(incoming: IncomingCall, trunk: Trunk | undefined, reason: TurnedAway): void {
    // Answered, it keeps nothing of its INVITE.
    if (trunk && !this.#speaksForDevice(incoming)) this.#recordTurnedAway(incoming, trunk, reason)
    // Without Retry-After the next one may well be taken (RFC 3261 §21.5.4).
    if (reason === 'engine-full') incoming.reject({ status: 503 })
    else
      incoming.reject({
        status: 503,
        extra: headerLine('Retry-After', reason === 'lookup-failed' ? '10' : '5'),
      })
  }

  #recordTurnedAway(incoming: IncomingCall, trunk: Trunk, reason: TurnedAway): void {
    const { parts, newCallId } = this.#options
    const { called, identity } = this.#readFromTrunk(incoming, trunk)
    const record = toTurnedAwayRecord({
      id: newCallId(),
      sipCallId: incoming.request.callId,
      identity,
      trunk,
      dialled: called ?? dialledName(incoming),
      at: parts.clock.epoch(),
      reason,
    })
    parts.journal.ended(record)
  }

  /**
   * A phone may share its address with a trunk (a softphone beside a local carrier). Its own name in our own domain
   * tells it apart; no carrier writes such a From.
   */
  #speaksForDevice({ request }: IncomingCall): boolean {
    const { location, authentication } = this.#options
    return location.knows(callingUser(request)) && authentication.isOwnDomain(request.from.uri.host)
  }

  #fromTrunk(incoming: IncomingCall, trunk: Trunk): void {
    if (incoming.replaced) {
      incoming.reject({ status: 403 })
      return
    }
    incoming.credentials = credentialsFor(trunk)?.credentials
    const { called, ...arrival } = this.#readFromTrunk(incoming, trunk)
    this.#arrive(arrival, called)
  }

  #readFromTrunk(incoming: IncomingCall, trunk: Trunk): Arrival & { called: string | undefined } {
    const { request } = incoming
    const normalise = this.#options.dialPlans.normaliser(trunk.countryCallingCode)
    const called = readCalledNumber(request, trunk.calledNumberSources, normalise)
    return { incoming, trunk, normalise, called, identity: readCallerIdentity(request, true, normalise) }
  }

  /** @param urgent it may be a call for help: what it is worth shows once it is known who calls */
  async #fromStranger(incoming: IncomingCall, urgent: boolean): Promise<void> {
    const { request, flow } = incoming
    const { authentication } = this.#options
    if (!urgent && (await this.#speaksForMainNumber(incoming))) return
    const known = await authentication.authenticate(request, flow, callingUser(request), urgent)
    if (incoming.state !== 'early') return
    if ('status' in known) incoming.reject(known.extra ? { status: known.status, extra: known.extra } : known)
    else if ('trunk' in known) this.#fromTrunk(incoming, known.trunk)
    else if (known.device.kind === 'seat') this.#fromSeat(incoming)
    else await this.#fromDevice(incoming, known.device, urgent)
  }

  /** The page of a seat calls nobody: it takes calls of its reception (C7), tries its sound out, and may listen to a seat. */
  #fromSeat(incoming: IncomingCall): void {
    const { parts } = this.#options
    const called = userOf(incoming.request.uri) ?? ''
    incoming.confined = true
    if (called === testCallName) answerTestCall(incoming, parts)
    else if (called.startsWith(listenInPrefix))
      parts.receptions.listenIns.begin(incoming, called.slice(listenInPrefix.length), parts.media)
    else incoming.reject({ status: 403, reason: 'A Seat Takes Calls Only' })
  }

  /**
   * C15: emergency numbers before everything else; extensions of the own organization at the site, and any number of the
   * platform; then numbers outside. Phones of the operator's own, as those of its reception are, dial everybody there.
   */
  async #fromDevice(incoming: IncomingCall, device: Device, urgent: boolean): Promise<void> {
    const { source, dialPlans, parts } = this.#options
    incoming.trying()
    const phone = parts.directory.phoneAt(device.id, incoming.flow)
    incoming.confined = true
    incoming.elsewhere = (lost) => parts.directory.whereNow(device.id, phone, lost)
    const dialled = userOf(incoming.request.uri) ?? ''
    const { outside } = this.#options
    const help = await outside.callForHelp(device, dialled)
    if (help !== undefined) {
      this.#beginOutside(outside.emergency(incoming, device, help, this.#options.newCallId()))
      return
    }
    if (urgent && (await this.#speaksForMainNumber(incoming))) return
    if (this.#options.isDraining()) return this.#turnAway(incoming, undefined, 'engine-stopping')
    if (incoming.replaced) {
      await pickUp(incoming, device, parts)
      return
    }
    const normalise = dialPlans.normaliser(callingCodeOf(device.e164))
    const extension = await source.findExtension(device.siteId, organizationDialled(device), dialled)
    const called = extension ?? normalise(dialled)
    const portal = extension === undefined ? await this.#portalCalled(device, dialled, called) : undefined
    if (extension === undefined && portal === undefined && (await this.#goesOut(incoming, device, called)))
      return
    const own = portal && (await this.#options.plans.get(device.e164))
    if (incoming.state !== 'early') return
    const identity = identityOfDevice(incoming.request, device)
    const ownMailbox = own?.plan.mailbox?.id
    const arrival = { incoming, identity, trunk: undefined, device, normalise, ownMailbox }
    if (portal) this.#begin(arrival, portal.plan.e164, portal)
    else this.#arrive(arrival, called)
  }

  /**
   * No extension and no portal: a number of ours is called as such, everything else that is a number goes out.
   *
   * @param called E.164 as it was dialled, if it is one
   * @returns whether the call was taken care of
   */
  async #goesOut(incoming: IncomingCall, device: Device, called: string | undefined): Promise<boolean> {
    const { outside, plans, newCallId } = this.#options
    const dialled = userOf(incoming.request.uri) ?? ''
    if (called !== undefined && (await plans.get(called))) return false
    const target: OutsideTarget | undefined = await outside.read(device, dialled)
    if (target === undefined) return false
    if (await plans.get(target.number)) {
      // Dialled with the prefix for an outside line, it is a number of ours all the same: it does not go out and come back.
      const normalise = () => target.number
      const identity = identityOfDevice(incoming.request, device)
      this.#arrive({ incoming, identity, trunk: undefined, device, normalise }, target.number)
      return true
    }
    if (incoming.state === 'early')
      this.#beginOutside(outside.ordinary(incoming, device, target, newCallId()))
    return true
  }

  #beginOutside(origin: CallOrigin): void {
    const { parts, born } = this.#options
    if (origin.incoming.state !== 'early') return
    const call = new LiveCall(origin, parts)
    born(call)
    call.post({ type: 'arrived', at: parts.clock.epoch() })
  }

  /** C10: a phone of ours calls the voice portal by its extension or its number. */
  async #portalCalled(
    { siteId }: Device,
    dialled: string,
    called: string | undefined,
  ): Promise<LivePlan | undefined> {
    const { source, plans } = this.#options
    const portal = extensionShape.test(dialled) ? await source.findPortal(siteId, dialled) : undefined
    if (portal || called === undefined) return portal
    const live = await plans.get(called)
    return live?.plan.state === 'PORTAL' ? live : undefined
  }

  #arrive(arrival: Arrival, called: string | undefined): void {
    const known = called === undefined ? null : this.#options.plans.peek(called)
    if (known !== undefined) {
      this.#begin(arrival, called, known ?? undefined)
      return
    }
    arrival.incoming.trying()
    this.#guarded(arrival.incoming, this.#loadAndBegin(arrival, called as string))
  }

  async #loadAndBegin(arrival: Arrival, called: string): Promise<void> {
    const number = await this.#options.plans.get(called)
    if (arrival.incoming.state === 'early') this.#begin(arrival, called, number)
  }

  #begin(arrival: Arrival, called: string | undefined, number: LivePlan | undefined): void {
    const { normalise, ...from } = arrival
    const { incoming, identity, trunk, device } = from
    const { parts, location, newCallId, born } = this.#options
    // Whoever looks for a wrong extension in the records looks for what was dialled.
    const asDialled = called === undefined || (device !== undefined && number === undefined)
    const dialled = asDialled ? dialledName(incoming) : called
    const at = parts.clock.epoch()
    const { spent, visited } = readRedirections(incoming.request, normalise)
    const plan = planCall({
      number: number?.plan ?? unknownNumber(dialled),
      at,
      caller: { number: identity.number, name: identity.name, origin: trunk ? 'trunk' : 'inside' },
      reach: (numberId) => location.reachableOf(numberId, number?.devices ?? [], at),
      redirectsSpent: spent,
      visited,
      comesBack: trunk !== undefined && parts.outside.seemsToComeBack(identity.number, dialled),
    })
    const call = new LiveCall({ ...from, id: newCallId(), number, plan }, parts)
    born(call)
    call.post({ type: 'arrived', at })
    // C3: 100 at once, but no datagram more for a call that was answered or refused just now.
    incoming.trying()
  }

  /** M1: a main number neither registers nor calls out: refused. Its E.164 is what such a call would speak for. */
  async #speaksForMainNumber(incoming: IncomingCall): Promise<boolean> {
    const user = callingUser(incoming.request)
    if (!user.startsWith('+')) return false
    const live = await this.#options.plans.getForStranger(user)
    if (live?.plan.kind !== 'main') return false
    incoming.reject({ status: 403, reason: 'A Main Number Receives Calls Only' })
    return true
  }

  /** The database may be away: the carrier is told to try elsewhere, the call is not left in the dark. */
  #guarded(incoming: IncomingCall, work: Promise<void>): void {
    const lookup = { incoming }
    this.#undecided.add(lookup)
    void work
      .catch((error: unknown) => {
        const { parts, authentication } = this.#options
        parts.log.error({ error }, 'a call could not be looked up')
        if (incoming.state === 'early')
          this.#turnAway(incoming, authentication.trunkAt(incoming.flow), 'lookup-failed')
      })
      .finally(() => {
        this.#undecided.delete(lookup)
        this.#options.decided()
      })
  }
}
