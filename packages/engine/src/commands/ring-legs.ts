/** One INVITE for each order at the same time (C4), all sharing one text: only addresses differ. */
import type { CallCommand, LegOrder } from '@mainline/pbx'
import { encodeText, flatten, headerLine, writeNameAddr } from '@mainline/sip'
import { leadsToBrowser } from '../browser-leg.ts'
import type { LiveCall } from '../live-call.ts'
import type { RingTarget } from '../location.ts'
import type { MediaEndpoint, MediaRefusal } from '../media-port.ts'
import { OutboundLeg } from '../outbound-leg.ts'
import { cardLineForSeat } from '../reception/card-line.ts'
import { redirectionLines } from '../redirections.ts'
import { hasOffer, isRefusal, openCallerMedia, reportRefusal } from './caller-media.ts'
import type { Performer } from './command-of.ts'
import { leadOutside } from './dial-trunk.ts'

type RingLegs = Extract<CallCommand, { do: 'ringLegs' }>

export const ringLegs: Performer<'ringLegs'> = (call, command) => {
  const passedOn = command.line === 'reception' || command.line === 'transfer'
  const way = passedOn ? offerOfOurs(call) : offerToCallees(call)
  if ('refusal' in way) {
    if (!passedOn) return reportRefusal(call, way)
    const at = call.now()
    for (const { leg } of command.legs)
      call.post({ type: 'legFailed', leg, at, status: 503, reason: way.refusal })
    return
  }
  const shared = sharedParts(call, command, way)
  for (const order of command.legs) {
    const { leg, target, confirm } = order
    // The core passes our own targets back as it got them from `Location.reachable`.
    if (typeof target !== 'string') ringTarget(call, order, target as RingTarget, shared)
    else leadOutside(call, { leg, number: target, confirm, extra: linesForOutside(call, command, target) })
  }
  // Pages and numbers outside have endpoints of their own: nobody may have taken this one.
  const taken = [...call.legs.values()].some(({ media }) => media === way.media)
  if (!taken && way.media !== call.calleeMedia) call.closeMedia('callee', way.media)
}

/** The caller's offer behind our own port, or an offer of ours when the caller made none. */
function offerToCallees(call: LiveCall): Offer | MediaRefusal {
  const caller = openCallerMedia(call)
  if (isRefusal(caller)) return caller
  call.calleeMedia ??= call.parts.media.open({ near: caller })
  const media = call.calleeMedia
  if (!media) return noPort
  const ours = !hasOffer(call) || call.state.answeredAt !== undefined
  const body = ours ? media.offer() : media.offerFrom(caller)
  return typeof body === 'string' ? { media, body } : body
}

/** Whoever the reception talks to, or a call is passed on to, is offered what we speak ourselves: the call moves, and music must fit it. */
function offerOfOurs(call: LiveCall): Offer | MediaRefusal {
  const media = call.parts.media.open({ near: call.callerMedia })
  return media ? { media, body: media.offer() } : noPort
}

const noPort: MediaRefusal = { refusal: 'all media ports are in use' }

interface Offer {
  readonly media: MediaEndpoint
  readonly body: string
}

const infoOf = {
  main: 'main-number',
  direct: 'direct',
  reception: 'reception',
  transfer: 'transfer',
} as const

const allowLine = headerLine('Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE')

/** A click at the desk answers the phone: RFC 5373, and the two older ways that phones know. */
const answerAtOnce = (host: string) =>
  headerLine('Answer-Mode', 'Auto') +
  headerLine('Call-Info', `<sip:${host}>;answer-after=0`) +
  headerLine('Alert-Info', `<sip:${host}>;info=alert-autoanswer;delay=0`)

interface SharedParts {
  readonly from: string
  readonly extra: string
  readonly body: string
  readonly media: MediaEndpoint
  readonly maxForwards: number
}

/** Members see who calls and which line was called (C5). */
function sharedParts(call: LiveCall, command: RingLegs, { media, body }: Offer): SharedParts {
  const { identity } = call.origin
  const { host } = call.parts
  const user = identity.number ?? 'anonymous'
  const from = writeNameAddr(command.display, `sip:${user}@${identity.withheld ? 'anonymous.invalid' : host}`)
  const called = writeNameAddr(command.organization, `sip:${command.called}@${host}`)
  const extra =
    headerLine('P-Called-Party-ID', called) +
    headerLine(
      'Alert-Info',
      `<urn:alert:source:${call.origin.device ? 'internal' : 'external'}>;info=${infoOf[command.line]}`,
    ) +
    (command.line === 'reception' ? cardLineForSeat(call) : '') +
    allowLine
  // Each of many legs writes them into its INVITE: from one piece, not from dozens.
  return { from: flatten(from), extra: flatten(extra), body, media, maxForwards: call.nextMaxForwards() }
}

/**
 * Who is called by a trunk is told by whom the call is redirected, as with a forward (C11): a mobile that is diverted back to the
 * main number is met again then, and rung once. Whose office it is stays inside.
 */
function linesForOutside(call: LiveCall, { line }: RingLegs, number: string): string {
  const redirection = redirectionLines(call.origin.trunk && call.request, {
    from: call.state.plan.number.e164,
    to: number,
    host: call.parts.host,
    reason: line === 'main' || line === 'direct' ? 'follow-me' : 'deflection',
    withheld: call.origin.identity.withheld,
  })
  return redirection + allowLine
}

/** Whose audio is secured cannot share the phones' port and description: it has keys of its own (RFC 8829, RFC 4568). */
function ringTarget(call: LiveCall, order: LegOrder, target: RingTarget, shared: SharedParts): void {
  const browser = leadsToBrowser(target.destination)
  if (!browser && !target.secured) {
    ringDevice(call, order, target, shared)
    return
  }
  const offer = offerApart(call, browser)
  if ('refusal' in offer) {
    const reason = offer.refusal
    call.post({ type: 'legFailed', leg: order.leg, at: call.now(), status: 488, reason })
  } else ringDevice(call, order, target, { ...shared, ...offer })
}

/** @param browser it goes to a page; else to a phone whose audio is secured */
function offerApart(call: LiveCall, browser: boolean): Pick<SharedParts, 'media' | 'body'> | MediaRefusal {
  const media = call.parts.media.open({ browser, secured: !browser })
  const caller = openCallerMedia(call)
  if (!media) return { refusal: 'all media ports are in use' }
  const { answeredAt, reception } = call.state
  const relayed = hasOffer(call) && !isRefusal(caller) && answeredAt === undefined && reception === undefined
  const body = relayed ? media.offerFrom(caller) : media.offer()
  if (typeof body === 'string') return { media, body }
  call.closeMedia('callee', media)
  return body
}

function ringDevice(call: LiveCall, order: LegOrder, target: RingTarget, shared: SharedParts): void {
  const leg = new OutboundLeg(call, order.leg, shared.media, order.confirm)
  call.addLeg(leg)
  const { destination, origin } = target
  if (origin !== undefined) leg.source = origin.address
  else if ('flow' in destination) {
    leg.connectionId = destination.flow.connectionId
    leg.source = destination.flow.remoteAddress
  } else if ('address' in destination) leg.source = destination.address
  leg.inPage = leadsToBrowser(destination)
  shared.media.onLost(() => call.legLost(leg))
  const callId = call.parts.userAgent.newCallId()
  call.parts.ladders.follow(callId, call.ladder, order.leg)
  leg.call = call.parts.userAgent.invite(
    {
      uri: target.uri,
      callId,
      destination: target.destination,
      from: shared.from,
      to: `<sip:${encodeText(target.username)}@${call.parts.host}>`,
      routes: target.routes,
      maxForwards: shared.maxForwards,
      extra: order.atOnce === true ? shared.extra + answerAtOnce(call.parts.host) : shared.extra,
      contentType: 'application/sdp',
      body: shared.body,
    },
    leg,
  )
  leg.phone = { id: target.id, username: target.username, phone: target.phone }
  leg.call.confined = true
  leg.call.elsewhere = (lost) => call.parts.directory.whereNow(target.id, target.phone, lost)
}
