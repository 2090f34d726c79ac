/**
 * What a phone dials that is nobody here (C15): an emergency number, read before everything else, or a number outside that its
 * site allows. The decision is the core's; this looks up what it rests on.
 */
import {
  callingCodeAt,
  callingCodeOf,
  type DialledAt,
  emergencyByHabit,
  emergencyNumber,
  noCallsOut,
  type OutgoingPlan,
  outgoingClassOf,
  outsideNumber,
  planOutgoing,
  sentForHelp,
  soundsLikeEmergency,
} from '@mainline/pbx'
import type { IncomingCall } from '@mainline/sip'
import { identityOfDevice } from './caller-identity.ts'
import type { DialPlans } from './dial-plans.ts'
import type { EmergencyMemory } from './emergency-memory.ts'
import type { EngineParts } from './engine-parts.ts'
import type { CallOrigin } from './live-call.ts'
import type { Device, OutsideAccess, PlanSource } from './ports.ts'

export interface OutsideDoorOptions {
  readonly source: PlanSource
  readonly memory: EmergencyMemory
  readonly dialPlans: DialPlans
  readonly parts: EngineParts
}

/** A number outside, and what the site says about it. */
export interface OutsideTarget {
  readonly number: string
  readonly access: OutsideAccess
}

/** What a phone dialled, what its trunks are sent, and what its site says. */
export interface CallForHelp {
  readonly dialled: string
  readonly number: string
  readonly access: OutsideAccess
}

export class OutsideDoor {
  readonly #options: OutsideDoorOptions

  constructor(options: OutsideDoorOptions) {
    this.#options = options
  }

  /** The call for help that the phone dialled; undefined: it is something else. */
  async callForHelp(device: Device, dialled: string): Promise<CallForHelp | undefined> {
    if (!soundsLikeEmergency(dialled)) return undefined
    const access = await this.#accessInTime(device)
    const callingCode = callingCodeAt(access.zone, device.e164)
    const linePrefix = access.rules.linePrefix ?? undefined
    const at = { callingCode, homeCode: callingCodeOf(device.e164), linePrefix }
    const number =
      emergencyNumber(dialled, callingCode, linePrefix) ?? (await this.#byHabit(device, dialled, at))
    return number === undefined ? undefined : { dialled, number: sentForHelp(number, callingCode), access }
  }

  /** Where it is no extension; who cannot be looked up is not there. */
  async #byHabit(device: Device, dialled: string, at: DialledAt): Promise<string | undefined> {
    const number = emergencyByHabit(dialled, at)
    if (number === undefined) return undefined
    const { source, memory } = this.#options
    const organization = organizationDialled(device)
    const inside = await memory.inTime(
      async () =>
        (await source.findExtension(device.siteId, organization, dialled)) ??
        (await source.findPortal(device.siteId, dialled)),
    )
    return inside === undefined ? number : undefined
  }

  /** The number outside that was dialled; undefined: it is none. @throws what the source throws */
  async read(device: Device, dialled: string): Promise<OutsideTarget | undefined> {
    const { source, dialPlans } = this.#options
    const access = (await source.findOutside(device.siteId, device.organizationId)) ?? noAccess
    const plan = dialPlans.of(callingCodeOf(device.e164))
    const number = outsideNumber(dialled, plan, access.rules.linePrefix)
    return number === undefined ? undefined : { number, access }
  }

  /** What a call to the emergency number begins as. It shows a number that can be called back, whatever the phone asks for. */
  emergency(incoming: IncomingCall, device: Device, help: CallForHelp, id: string): CallOrigin {
    const { dialled, number, access } = help
    const { parts } = this.#options
    const called = device.state === 'ACTIVE' ? device.e164 : (access.mainE164 ?? device.e164)
    const { name } = device
    const identity = { number: called, name, withheld: false, assertedNumber: called }
    const outgoing = { class: 'emergency', trunkId: access.emergencyTrunkId, dialled } as const
    const at = parts.clock.epoch()
    parts.log.warn({ callId: id, deviceId: device.id, dialled, number }, 'an emergency call')
    const { siteName, zone, language } = access
    const call = { callId: id, dialled, number, device, siteName, zone, language, at }
    parts.outsideNews.tell((sink) => sink.emergency(call))
    return originOf({ id, incoming, device, identity, number, access, outgoing })
  }

  /** What a call to a number outside begins as: refused by the site's rules, or sent. */
  ordinary(incoming: IncomingCall, device: Device, target: OutsideTarget, id: string): CallOrigin {
    const { number, access } = target
    const { rules, mainE164 } = access
    const shown = (rules.presentMain ? mainE164 : undefined) ?? device.e164
    const identity = identityOfDevice(incoming.request, { e164: shown, name: device.name })
    const outgoing = this.#judge(device, target)
    return originOf({ id, incoming, device, identity, number, access, outgoing })
  }

  #judge(device: Device, { number, access }: OutsideTarget): OutgoingPlan {
    const { rules, siteName } = access
    const its = { class: outgoingClassOf(number, callingCodeOf(device.e164)), trunkId: null }
    if (device.state !== 'ACTIVE' || device.kind !== 'ordinary' || !rules.classes.includes(its.class))
      return { ...its, refused: 'outside-not-allowed' }
    const { parts } = this.#options
    if (parts.outsideLimits.takes(device.organizationId, its.class, rules)) return its
    parts.log.warn(
      { organizationId: device.organizationId, number },
      'a call out was refused for the limits of its site',
    )
    const { id, name, operatorId, siteId, organizationId, numberId, e164 } = device
    const place = { operatorId, siteId, organizationId, numberId }
    const at = parts.clock.epoch()
    const refused = { place, device: { id, name }, label: name, e164, siteName, at }
    parts.outsideNews.refused(refused)
    return { ...its, refused: 'outside-limit' }
  }

  /** What is not known may not keep an emergency call: it goes out as if nothing were set. */
  async #accessInTime(device: Device): Promise<OutsideAccess> {
    return (await this.#options.memory.access(device)) ?? noAccess
  }
}

/** Whose extensions a phone dials: those of its organization; undefined: everybody's, as the operator's own phones do (C15). */
export const organizationDialled = ({ organizationId, operatorId }: Device): string | undefined =>
  organizationId === operatorId ? undefined : organizationId

const noAccess: OutsideAccess = {
  rules: noCallsOut,
  emergencyTrunkId: null,
  siteName: '',
  zone: 'UTC',
  language: 'en',
  domain: '',
  organizationName: '',
  mainE164: undefined,
}

interface Begun extends Pick<CallOrigin, 'id' | 'incoming' | 'identity'> {
  readonly device: Device
  readonly number: string
  readonly access: OutsideAccess
  readonly outgoing: OutgoingPlan
}

function originOf({ device, number, access, outgoing, ...known }: Begun): CallOrigin {
  const { siteId, organizationId, operatorId } = device
  const { siteName, zone, language, organizationName, domain } = access
  const { identity } = known
  const plan = planOutgoing({
    number,
    caller: { number: identity.number, name: identity.name, origin: 'inside' },
    outgoing,
    site: { siteId, siteName, zone, language, organizationId, organizationName, outsideLimits: access.rules },
  })
  const live = { plan: plan.number, operatorId, domain, devices: [] }
  return { ...known, device, number: live, trunk: undefined, plan }
}
