/** A call of an engine that is no more, made live again from what was kept of it. */
import { type Call as CoreCall, longestCallOutSeconds } from '@mainline/pbx'
import { type IncomingCall, parseText, type Call as SipCall, type SipRequest } from '@mainline/sip'
import { lookAfter } from '../answered-party.ts'
import { credentialsFor } from '../commands/dial-trunk.ts'
import { performers } from '../commands/index.ts'
import type { EngineParts } from '../engine-parts.ts'
import { joinOrHold } from '../hold.ts'
import { LiveCall } from '../live-call.ts'
import type { RingTarget } from '../location.ts'
import type { MediaEndpoint } from '../media-port.ts'
import { OutboundLeg } from '../outbound-leg.ts'
import type { Device } from '../ports.ts'
import type { Phone } from '../same-phone.ts'
import type { KeptCall, KeptCallee, KeptState } from './kept-call.ts'

/**
 * @param device of ours that calls, if one does and is still known
 * @returns the call, its parties still to be told where they find us, and whether they hear each other; undefined when it cannot
 *   be read, or there is no port for it
 */
export function resumeCall(
  { callId, state }: KeptCall,
  device: Device | undefined,
  parts: EngineParts,
): { live: LiveCall; heard: boolean } | undefined {
  const request = readInvite(state.invite)
  if (request === undefined) return undefined
  const revived = reviveAll(state, parts)
  const media = revived ?? openAll(state, parts)
  if (media === undefined) return undefined
  const live = seatCaller(callId, state, { request, device }, parts)
  live.callerMedia = media.caller
  if (media.caller.onHold) live.holding.add(media.caller)
  if (state.callee !== null && media.callee !== undefined)
    joinCallee(live, state.callee, media.caller, media.callee)
  for (const other of state.others ?? []) parts.userAgent.adopt(other, { handler: {} }).bye()
  lookAfter(live.caller.dialog, media.caller, parts)
  live.noteResumed()
  limit(live)
  return { live, heard: revived !== undefined }
}

/** Phones of ours that have to be found before the call is resumed. */
export function phonesOf({ callee, core }: KeptState): { readonly id: string; readonly username: string }[] {
  const { devices = [] } = core.transfer?.by ?? {}
  return [callee?.phone ?? [], devices as readonly RingTarget[]].flat()
}

function readInvite(text: string): SipRequest | undefined {
  const message = parseText(text)
  return message.kind === 'request' ? message : undefined
}

interface KeptMedia {
  readonly caller: MediaEndpoint
  readonly callee: MediaEndpoint | undefined
}

const reviveAll = ({ caller, callee }: KeptState, { media }: EngineParts): KeptMedia | undefined =>
  all(media.revive(caller.media), callee ? media.revive(callee.media) : 'nobody')

/** What stands for the audio that is lost, until the call has ended. */
const openAll = ({ callee }: KeptState, { media }: EngineParts): KeptMedia | undefined =>
  all(media.open(), callee ? media.open() : 'nobody')

function all(
  caller: MediaEndpoint | undefined,
  callee: MediaEndpoint | 'nobody' | undefined,
): KeptMedia | undefined {
  if (caller && callee) return { caller, callee: callee === 'nobody' ? undefined : callee }
  caller?.close()
  if (callee !== 'nobody') callee?.close()
  return undefined
}

function joinCallee(live: LiveCall, kept: KeptCallee, caller: MediaEndpoint, callee: MediaEndpoint): void {
  const { parts } = live
  const leg = seatCallee(live, kept, callee, parts)
  if (callee.onHold) live.holding.add(callee)
  joinOrHold(live, caller, callee)
  if (leg.call) lookAfter(leg.call, callee, parts)
}

/** Where the phones of a member who has passed the call on are reached now, and from here. */
function reachedFromHere(core: CoreCall, { directory }: EngineParts): CoreCall {
  const { transfer } = core
  if (transfer === undefined) return core
  const ids = new Set(transfer.by.devices.map(({ id }) => id))
  const devices = [...ids].flatMap((id) => directory.reach(id))
  return { ...core, transfer: { ...transfer, by: { ...transfer.by, devices } } }
}

function seatCaller(
  id: string,
  state: KeptState,
  { request, device }: { request: SipRequest; device: Device | undefined },
  parts: EngineParts,
): LiveCall {
  const { identity, number, caller } = state
  const core = reachedFromHere(state.core, parts)
  const trunk = state.trunkId === null ? undefined : parts.trunks.byId(state.trunkId)
  const incoming: IncomingCall = parts.userAgent.adopt(caller.dialog, {
    handler: {},
    begun: { request, flow: state.flow },
    ...credentialsFor(trunk),
  })
  const live = new LiveCall(
    {
      id,
      incoming,
      identity,
      number: number ? { ...number, plan: core.plan.number } : undefined,
      trunk,
      device,
      plan: core.plan,
    },
    parts,
    core,
  )
  live.caller = { dialog: incoming, name: caller.name, device: caller.device ?? undefined }
  follow(incoming, caller.device?.id, caller.phone, parts)
  return live
}

function seatCallee(
  live: LiveCall,
  callee: KeptCallee,
  media: MediaEndpoint,
  parts: EngineParts,
): OutboundLeg {
  const leg = new OutboundLeg(live, callee.leg, media, callee.confirm)
  leg.answered = true
  leg.heard = true
  leg.source = callee.source ?? undefined
  leg.trunkId = callee.trunkId ?? undefined
  const trunk = callee.trunkId === null ? undefined : parts.trunks.byId(callee.trunkId)
  leg.call = parts.userAgent.adopt(callee.dialog, { handler: leg, ...credentialsFor(trunk) })
  leg.phone = callee.phone ?? undefined
  follow(leg.call, leg.phone?.id, callee.phone?.phone ?? null, parts)
  parts.ladders.follow(callee.dialog.callId, live.ladder, callee.leg, callee.dialog.localTag)
  live.addLeg(leg)
  return leg
}

/** A phone of ours is found again where it registers (RFC 5626 §5.3). */
function follow(
  call: SipCall,
  deviceId: string | undefined,
  phone: Phone | null,
  { directory }: EngineParts,
): void {
  if (deviceId === undefined) return
  call.confined = true
  call.elsewhere = (lost) => directory.whereNow(deviceId, phone ?? undefined, lost)
}

/** A call out may last only so long (C15), whichever engine it is at. */
function limit(live: LiveCall): void {
  const { plan, answeredAt = live.now() } = live.state
  if (!plan.outgoing || plan.outgoing.class === 'emergency') return
  const seconds = Math.max(1, longestCallOutSeconds - Math.floor((live.now() - answeredAt) / 1_000))
  performers.startTimer(live, { do: 'startTimer', name: 'longest', seconds })
}
