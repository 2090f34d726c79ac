/** An answered call as plain data, for whoever goes on with it (`adopted-call.ts`). */
import type { Dialog, DialogParts } from '../dialog/dialog.ts'
import type { SessionTimer } from '../dialog/session-timer.ts'
import type { Destination, TransportProtocol } from '../transport/flow.ts'
import type { CallBody } from './call.ts'

/** What an answered call is to its user agent, as plain data that may be stored as JSON. */
export interface CallSnapshot extends Omit<DialogParts, 'remoteTarget' | 'early'> {
  readonly remoteTarget: string
  /** Whether we made the call, and so the Call-ID. */
  readonly ownsCallId: boolean
  /** The dialog is one of SIPS URIs. */
  readonly sips: boolean
  /** Where the peer is reached when its Contact is not where; undefined: its Contact and the route set say so. */
  readonly way:
    | { readonly transport: TransportProtocol; readonly address: string; readonly port: number }
    | undefined
  readonly takesUpdate: boolean
  readonly timer: SessionTimer | undefined
  /** What we offered or answered last: a refresh repeats it by re-INVITE, where UPDATE is refused that was said to be taken. */
  readonly session: { readonly contentType: string; readonly body: string } | undefined
}

/** What a snapshot is taken of. */
interface Snapped {
  readonly openDialog: Dialog
  readonly ownsCallId: boolean
  readonly contact: string
  readonly symmetric: boolean
  readonly destination: Destination
}

/** The call as it is now. */
export function snapshotOf(
  call: Snapped,
  session: {
    readonly peerTakesUpdate: boolean
    readonly timer: SessionTimer | undefined
    readonly localBody: CallBody | undefined
  },
): CallSnapshot {
  const { callId, localTag, remoteTag, localAddress, remoteAddress, ...dialog } = call.openDialog
  return {
    callId,
    localTag,
    remoteTag,
    localAddress,
    remoteAddress,
    localSequence: dialog.localSequence,
    remoteSequence: dialog.remoteSequence,
    routeSet: dialog.routeSet,
    remoteTarget: call.openDialog.remoteTarget.toString(),
    ownsCallId: call.ownsCallId,
    sips: call.contact.startsWith('<sips:'),
    way: call.symmetric ? addressOf(call.destination) : undefined,
    takesUpdate: session.peerTakesUpdate,
    timer: session.timer && { interval: session.timer.interval, weRefresh: session.timer.weRefresh },
    session: textOf(session.localBody),
  }
}

function addressOf(way: Destination): CallSnapshot['way'] {
  if ('flow' in way) {
    const { transport, remoteAddress: address, remotePort: port } = way.flow
    return { transport, address, port }
  }
  if ('uri' in way) return undefined
  const { transport, address, port } = way
  return { transport, address, port }
}

function textOf(said: CallBody | undefined): CallSnapshot['session'] {
  if (said?.contentType === undefined || said.body === undefined) return undefined
  return { contentType: said.contentType, body: said.body.toString() }
}
