/** The dialogs of a number's phones, found among the live calls. */
import type { Leg } from '@mainline/pbx'
import type { OutgoingCall } from '@mainline/sip'
import type { LiveCall } from '../live-call.ts'
import type { WatchedDialog } from './dialog-info.ts'

/** A number that is watched: which phones it has. */
export interface WatchedNumber {
  readonly numberId: string
  /** Whose it is; undefined: nobody's. */
  readonly organizationId: string | undefined
  readonly e164: string
  /** SIP domain of its site. */
  readonly domain: string
  readonly devices: ReadonlySet<string>
}

export function dialogsOf(number: WatchedNumber, calls: Iterable<LiveCall>, host: string): WatchedDialog[] {
  const living = [...calls].filter(({ state }) => state.state !== 'finished')
  return living.flatMap((call) => [
    ...call.state.legs.flatMap((leg) => (number.devices.has(leg.target) ? ofLeg(call, leg, host) : [])),
    ...(number.devices.has(call.caller.device?.id ?? '') ? [ofCaller(call, host)] : []),
    ...(isMainCalled(call, number) ? [ofMain(call, host)] : []),
  ])
}

/**
 * A main number has no phones: its lamp tells that it is called, and that somebody has the call. A call that came when it was another
 * organization's is that one's.
 */
const isMainCalled = ({ state: { plan } }: LiveCall, { numberId, organizationId }: WatchedNumber): boolean =>
  plan.number.kind === 'main' &&
  plan.number.numberId === numberId &&
  plan.number.organizationId === organizationId

function ofLeg(call: LiveCall, leg: Leg, host: string): WatchedDialog[] {
  const id = idOfLeg(call, leg)
  if (leg.state === 'ended') return []
  const state = leg.state === 'bridged' ? 'confirmed' : leg.state === 'calling' ? 'trying' : 'early'
  return [{ id, direction: 'recipient', state, remote: callerOf(call, host), sip: sipOf(call, leg) }]
}

const ofCaller = (call: LiveCall, host: string): WatchedDialog => {
  const { number } = call.state.plan
  return {
    id: call.origin.id,
    direction: 'initiator',
    state: call.state.answeredAt === undefined ? 'early' : 'confirmed',
    remote: { name: number.label, uri: `sip:${number.e164}@${host}` },
  }
}

const ofMain = (call: LiveCall, host: string): WatchedDialog => ({
  id: call.origin.id,
  direction: 'recipient',
  state: call.state.partner || call.state.state === 'attended' ? 'confirmed' : 'early',
  remote: callerOf(call, host),
})

export const idOfLeg = ({ origin }: LiveCall, { leg }: Leg): string => `${origin.id}.${leg}`

/** A caller who asked for privacy has no name and no number here either (RFC 3323). */
function callerOf({ origin: { identity } }: LiveCall, host: string): WatchedDialog['remote'] {
  const { name, number, withheld } = identity
  if (withheld || number === undefined) return { name: undefined, uri: 'sip:anonymous@anonymous.invalid' }
  return { name, uri: `sip:${number}@${host}` }
}

/** The dialog as the phone has it: its own tag is the local one (RFC 4235 §4.1.3). */
function sipOf(live: LiveCall, { leg, state }: Leg): WatchedDialog['sip'] {
  const call = live.legs.get(leg)?.call
  if (!call || state !== 'ringing') return undefined
  const [dialog] = (call as Partial<OutgoingCall>).earlyDialogs ?? []
  return dialog && { callId: call.callId, localTag: dialog.remoteTag, remoteTag: call.localTag }
}
