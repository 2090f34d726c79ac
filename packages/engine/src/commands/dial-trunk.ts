/** An INVITE by a trunk: forwarding (C11), external members (M10) and calls out (C15). Who calls is told as the trunk's profile allows. */
import { headerLine, parseUri, SipUri, writeNameAddr } from '@mainline/sip'
import type { LiveCall } from '../live-call.ts'
import type { MediaEndpoint } from '../media-port.ts'
import { OutboundLeg } from '../outbound-leg.ts'
import type { Trunk } from '../ports.ts'
import { callForWhom } from './ask-confirmation.ts'
import { hasOffer, isRefusal, openCallerMedia } from './caller-media.ts'

export interface DialOrder {
  readonly leg: number
  /** E.164 with the plus sign, or a SIP address that is reached without a trunk. */
  readonly number: string
  readonly confirm: boolean
  /** Ready header lines. */
  readonly extra: string
  /** Shown instead of the caller's name. */
  readonly display?: string | undefined
}

/**
 * A caller is led outside, which the limits of calls out may not allow any more (C15): the leg has then failed before anybody was called,
 * and the call goes on as if nobody had answered there (M6).
 */
export function leadOutside(call: LiveCall, order: DialOrder): void {
  const { leg, number } = order
  // No trunk carries a SIP address, so no limit of theirs holds.
  if (isAddress(number) || call.parts.outsideLimits.takesLed(call, number)) dialTrunk(call, order)
  else {
    const reason = 'too many calls out'
    call.post({ type: 'legFailed', leg, at: call.now(), status: 403, reason, overLimit: true })
  }
}

/** How long a trunk may say nothing before the next one is tried, ms; timer B would be half a minute, longer than a step lasts. */
const PATIENCE_MS = 5_000
/**
 * The same of one that was silent to the calls before and is asked for help first all the same, since its site has named it: until it
 * has been asked three times (RFC 3261 §17.1.1.2).
 */
const SHORT_PATIENCE_MS = 2_000

/**
 * Dials out, or reports at once that the leg failed. A carrier that cannot take the call now is not the end of it: where there is
 * another trunk, that one is tried (RFC 3261 §21.5.4).
 *
 * @param refused ids of the trunks that could not take it
 */
export function dialTrunk(call: LiveCall, order: DialOrder, refused: readonly string[] = []): void {
  const way = findWay(call, order, refused)
  if ('reason' in way) {
    call.post({ type: 'legFailed', leg: order.leg, at: call.now(), ...way })
    return
  }
  const { trunk, uri, media, offer } = way
  // Spoken while it rings. Should that fail, it is asked for again and told of with the answer.
  if (order.confirm) callForWhom(call)?.catch(() => {})
  const leg = new OutboundLeg(call, order.leg, media, order.confirm)
  call.addLeg(leg)
  const { number, outgoing } = call.state.plan
  // Who calls out calls somebody else's number: nothing of it comes back as a call to ours.
  if (!outgoing) leg.ringsOutside = call.parts.outside.begin(call.origin.identity.number, number.e164)
  if (outgoing) call.wayOut = trunk
  leg.passesEarlyMedia = outgoing !== undefined
  leg.trunkId = trunk?.id
  if (outgoing || refused.length > 0) leg.trunkName = trunk?.name
  leg.elsewhere = trunk && elsewhere(call, order, trunk, refused)
  const callId = call.parts.userAgent.newCallId()
  call.parts.ladders.follow(callId, call.ladder, order.leg)
  leg.call = call.parts.userAgent.invite(
    {
      uri: uri.toString(),
      callId,
      destination: { uri },
      // A carrier that knows us by address knows the edge's.
      ...call.parts.edges?.wayOut(),
      from: fromOf(call, trunk, order.display),
      to: `<${uri}>`,
      maxForwards: call.nextMaxForwards(),
      extra: order.extra + identityLines(call, trunk),
      contentType: 'application/sdp',
      body: offer,
      ...credentialsFor(trunk),
    },
    leg,
  )
  if (trunk) hurry(call, leg, trunk)
}

/**
 * A trunk that is silent is given up for the next one, if there is one. One that says 100 has the call, and may take longer than that
 * until it rings; but help is not waited for where nobody seeks it.
 */
function hurry(call: LiveCall, leg: OutboundLeg, trunk: Trunk): void {
  const urgent = call.state.plan.outgoing?.class === 'emergency'
  const wasSilent = urgent && call.parts.trunkTroubles.isSilent(trunk.id)
  call.parts.clock.after(wasSilent ? SHORT_PATIENCE_MS : PATIENCE_MS, () => {
    const waits = call.legs.get(leg.number) === leg && call.wantsAnswer(leg)
    if (!waits || (urgent ? leg.proceeds : leg.heard)) return
    if (!leg.heard) call.parts.trunkTroubles.wasSilent(trunk.id)
    if (leg.elsewhere?.(SILENT, 'no response')) leg.abandon()
  })
}

/** What stands for no response (RFC 3261 §8.1.3.1). */
const SILENT = 408

/** Carriers that know us by digest challenge what we send, too, in the realm of the account (RFC 3261 §22). */
export function credentialsFor(trunk: Trunk | undefined) {
  if (!trunk) return undefined
  const { digestUsername: username, digestRealm: realm, ha1Md5, ha1Sha256 } = trunk
  if (username === null || realm === null) return undefined
  const ha1 = { ...(ha1Md5 !== null && { md5: ha1Md5 }), ...(ha1Sha256 !== null && { sha256: ha1Sha256 }) }
  return { credentials: { username, realm, ha1 } }
}

interface Way {
  /** undefined: the address is called as it is. */
  readonly trunk: Trunk | undefined
  readonly uri: SipUri
  readonly media: MediaEndpoint
  readonly offer: string
}

/** Tries the next trunk, as long as there is one and the leg is wanted. @returns whether it does */
const elsewhere =
  (call: LiveCall, order: DialOrder, trunk: Trunk, before: readonly string[]) =>
  (status: number, reason: string): boolean => {
    const refused = [...before, trunk.id]
    const next = nextWay(call, refused)
    // Who is in an emergency is not told what one carrier thinks of the number while another may take it.
    const urgent = call.state.plan.outgoing?.class === 'emergency'
    if (next === undefined || !(urgent || CANNOT_NOW.has(status))) return false
    call.parts.log.warn(
      { trunk: trunk.name, status, next: next.name },
      'a trunk did not take a call, the next one is tried',
    )
    call.post({ type: 'trunkFailed', leg: order.leg, at: call.now(), trunk: trunk.name, status, reason })
    dialTrunk(call, order, refused)
    return true
  }

/** What a carrier says that is out of order or full, and what stands for one that says nothing (RFC 3261 §8.1.3.1). */
const CANNOT_NOW: ReadonlySet<number> = new Set([408, 502, 503, 504])

/** The first trunk that has not refused the call; one that is in trouble only where there is no other. */
function nextWay(call: LiveCall, refused: readonly string[]): Trunk | undefined {
  const { trunks, trunkTroubles } = call.parts
  const { outgoing } = call.state.plan
  const ways = trunks
    .forOutbound(call.origin.number?.operatorId ?? '', outgoing?.trunkId ?? call.origin.trunk?.id)
    .filter(({ id }) => !refused.includes(id))
  if (outgoing?.class === 'emergency') {
    // The trunk that a site has chosen for emergencies may be the one that knows its address; one that is busy may take them all the same.
    const [first] = ways
    if (first === undefined || first.id === outgoing.trunkId) return first
    return ways.find(({ id }) => !trunkTroubles.isSilent(id)) ?? first
  }
  return ways.find(({ id }) => !trunkTroubles.has(id)) ?? ways[0]
}

const isAddress = (number: string): boolean => /^sips?:/i.test(number)

function findWay(
  call: LiveCall,
  order: DialOrder,
  refused: readonly string[],
): Way | { status: number; reason: string } {
  const direct = isAddress(order.number)
  const trunk = direct ? undefined : nextWay(call, refused)
  const uri = direct ? parseUri(order.number) : trunk && parseUri(`sip:${order.number}@${hostOf(trunk)}`)
  if (!(uri instanceof SipUri)) return { status: 503, reason: 'no trunk can carry the call' }
  const caller = openCallerMedia(call)
  if (isRefusal(caller)) return { status: 488, reason: caller.refusal }
  const media = call.parts.media.open({ secured: trunk?.srtp === 'required', near: call.callerMedia })
  if (!media) return { status: 503, reason: 'all media ports are in use' }
  const relayed = hasOffer(call) && !order.confirm && call.state.answeredAt === undefined
  const offer = relayed ? media.offerFrom(caller) : media.offer()
  if (typeof offer === 'string') return { trunk, uri, media, offer }
  call.closeMedia('callee', media)
  return { status: 488, reason: offer.refusal }
}

function hostOf(trunk: Trunk): string {
  const port = trunk.port === null ? '' : `:${trunk.port}`
  return `${trunk.host}${port}${trunk.transport === 'UDP' ? '' : `;transport=${trunk.transport.toLowerCase()}`}`
}

/** RFC 3323 §4.1: a caller who asked for privacy has no number in From. */
function fromOf(call: LiveCall, trunk: Trunk | undefined, display: string | undefined): string {
  const { identity } = call.origin
  if (identity.withheld && display !== undefined)
    return writeNameAddr(display, 'sip:anonymous@anonymous.invalid')
  if (identity.withheld) return '"Anonymous" <sip:anonymous@anonymous.invalid>'
  const ours = trunk !== undefined && trunk.identityProfile !== 'from'
  const calledOut = call.state.plan.outgoing !== undefined
  const shown = ours && !calledOut ? call.state.plan.number.e164 : identity.number
  return writeNameAddr(
    display ?? identity.name,
    `sip:${shown ?? call.state.plan.number.e164}@${call.parts.host}`,
  )
}

function identityLines(call: LiveCall, trunk: Trunk | undefined): string {
  const { identity } = call.origin
  const number = identity.assertedNumber ?? identity.number
  const privacy = identity.withheld ? headerLine('Privacy', 'id') : ''
  if (number === undefined || trunk === undefined || trunk.identityProfile === 'from') return privacy
  const address = `<sip:${number}@${call.parts.host}>`
  return trunk.identityProfile === 'remote-party-id'
    ? headerLine(
        'Remote-Party-ID',
        `${address};party=calling;privacy=${identity.withheld ? 'full' : 'off'}`,
      ) + privacy
    : headerLine('P-Asserted-Identity', address) + privacy
}
