/**
 * Calls that outlive their engine (product §6.9): what another one needs to go on with a call of two people whose audio does
 * not pass the engine, or to lead a caller on who talks to nobody, as plain data.
 */
import { asTalking, type Call as CoreCall } from '@mainline/pbx'
import type { CallSnapshot, Flow } from '@mainline/sip'
import type { CallerIdentity } from '../caller-identity.ts'
import type { CallerEnd, LiveCall } from '../live-call.ts'
import type { MediaKeepsake } from '../media-port.ts'
import type { OutboundLeg } from '../outbound-leg.ts'
import type { LivePlan } from '../ports.ts'
import type { Phone } from '../same-phone.ts'

/** Another form is another number: an engine of another version leaves calls alone that it cannot read. */
export const FORM_OF = { two: 1, callerAlone: 2 } as const
export const KEPT_FORMS: readonly number[] = Object.values(FORM_OF)

export interface KeptCall {
  readonly callId: string
  readonly operatorId: string | null
  /** Call-IDs of both dialogs. */
  readonly sipCallIds: readonly string[]
  readonly form: number
  readonly state: KeptState
}

export interface KeptState {
  readonly core: CoreCall
  readonly identity: CallerIdentity
  /** Of the called number, besides its plan, which the core has. */
  readonly number: Omit<LivePlan, 'plan'> | null
  readonly trunkId: string | null
  /** User name of the phone of ours that calls. */
  readonly username: string | null
  /** The INVITE, wire text, and how it came. */
  readonly invite: string
  readonly flow: Flow
  readonly caller: KeptParty &
    Pick<CallerEnd, 'name'> & { readonly device: CallerEnd['device'] | null; readonly phone: Phone | null }
  /** null: nobody who could go on, so the caller is led on. */
  readonly callee: KeptCallee | null
  /** Of others in the call, who are hung up on; with a callee there are none. */
  readonly others?: readonly CallSnapshot[]
}

export type KeptCallee = KeptParty & {
  readonly leg: number
  readonly trunkId: string | null
  readonly source: string | null
  readonly confirm: boolean
  /** The phone of ours that it is. */
  readonly phone: KeptPhone | null
}

/** A device, and which of those that use its name. */
interface KeptPhone {
  readonly id: string
  readonly username: string
  readonly phone: Phone
}

interface KeptParty {
  readonly dialog: CallSnapshot
  readonly media: MediaKeepsake
}

export interface ClaimedKeptCalls {
  /** Time of the database, epoch ms. */
  readonly now: number
  /** `unheardSince`: when their engine was last heard of, epoch ms. */
  readonly calls: readonly (KeptCall & { readonly unheardSince: number })[]
}

/** The database of calls that outlive their engine. */
export interface KeptCallStore {
  /** Stores calls of this engine, or their newer state. */
  save(calls: readonly KeptCall[]): Promise<void>
  remove(callIds: readonly string[]): Promise<void>
  /** These calls are over: they are removed whosever they were, unless their engine lives. */
  forget(callIds: readonly string[]): Promise<void>
  /** Which of these calls, stored as this engine's, another one has taken over, and perhaps ended; and the time of the database, epoch ms. */
  takenOver(callIds: readonly string[]): Promise<{ readonly now: number; readonly taken: readonly string[] }>
  /**
   * Calls of those forms whose engine is no more; from now on they are this one's, and nobody else is given them. Those that are its
   * own and that it does not run are given again.
   * @param which `deadline`: after which nothing is taken, by the clock of the database
   */
  claim(which: {
    readonly forms: readonly number[]
    readonly running: readonly string[]
    readonly deadline: number
  }): Promise<ClaimedKeptCalls>
  /** Asks the engine that runs the device's call of a dialog with this Call-ID for it. @returns whether another one runs it */
  ask(which: {
    readonly sipCallId: string
    readonly deviceId: string
    readonly forms: readonly number[]
  }): Promise<boolean>
  /** Makes a call of this engine that of another one. @returns whether it was this one's */
  give(callId: string, engineId: string): Promise<boolean>
  /** Whether a dialog with this Call-ID is that of a kept call, whoever runs it. */
  knows(sipCallId: string): Promise<boolean>
  /** Which of these calls are kept: whoever runs them has a better record of them than a journal. */
  among(callIds: readonly string[]): Promise<ReadonlySet<string>>
}

/** What another engine needs to go on with this call, or with its caller; undefined: it ends with this one. */
export function keep(live: LiveCall): KeptCall | undefined {
  const media = live.callerMedia?.keepsake()
  const dialog = live.caller.dialog.snapshot()
  if (live.isOver || live.state.answeredAt === undefined || !media || !dialog) return undefined
  const { name, device = null } = live.caller
  const caller = { dialog, media, name, device, phone: phoneOfCaller(live) }
  return keepTwo(live, caller) ?? keepCaller(live, caller)
}

function keepTwo(live: LiveCall, caller: KeptState['caller']): KeptCall | undefined {
  const core = asTalking(live.state)
  const leg = core?.partner && live.legs.get(core.partner.leg)
  const media = leg?.media.keepsake()
  const dialog = leg?.call?.snapshot()
  if (!leg || !media || !dialog) return undefined
  const { callId, operatorId, ...state } = whatItIs(live)
  return {
    callId,
    operatorId,
    sipCallIds: [caller.dialog.callId, dialog.callId],
    form: FORM_OF.two,
    state: { ...state, core, caller, callee: { dialog, media, ...whatLegIs(leg) } },
  }
}

function keepCaller(live: LiveCall, caller: KeptState['caller']): KeptCall | undefined {
  const { callId, operatorId, ...state } = whatItIs(live)
  if (state.core.state === 'finished') return undefined
  const others = [...live.legs.values()].flatMap(({ call }) => call?.snapshot() ?? [])
  return {
    callId,
    operatorId,
    sipCallIds: [caller.dialog.callId, ...others.map((dialog) => dialog.callId)],
    form: FORM_OF.callerAlone,
    state: { ...state, caller, callee: null, others },
  }
}

function whatItIs({ origin, request, state: core }: LiveCall) {
  const { id: callId, identity, number, trunk, device, incoming } = origin
  return {
    callId,
    operatorId: number?.operatorId ?? null,
    core,
    identity,
    number: number ? { operatorId: number.operatorId, domain: number.domain, devices: number.devices } : null,
    trunkId: trunk?.id ?? null,
    username: device?.username ?? null,
    invite: request.text,
    flow: incoming.flow,
  }
}

function phoneOfCaller({ caller, incoming, parts }: LiveCall): Phone | null {
  const id = caller.device?.id
  if (id === undefined || caller.dialog !== incoming) return null
  return parts.directory.phoneAt(id, incoming.flow) ?? null
}

const whatLegIs = ({ number, trunkId, source, confirm, phone }: OutboundLeg) => ({
  leg: number,
  trunkId: trunkId ?? null,
  source: source ?? null,
  confirm,
  phone: phone ?? null,
})
