/**
 * The INVITE server transaction: RFC 3261 §17.2.1 with the Accepted state of RFC 6026 §7.1.
 *
 *                              | INVITE: pass to user
 *        INVITE: send last     V
 *                  +---- +------------+ <-+ 101-199 from user: send; after 200 ms in silence: 100
 *                  +---> | proceeding | --+
 *                        +------------+ --- transport error: inform user ----------------+
 *   300-699 from user:      |      |                                                     |
 *   send, start G and H     |      | 2xx from user: send, start L                        |
 *                           V      +-----------------------+                             |
 *   INVITE, timer G:  +-----------+                        V                             |
 *   send last   +---- | completed |                  +----------+ <-+ INVITE: absorbed   |
 *               +---> |           |                  | accepted | --+ ACK: pass to user  |
 *                     +-----------+                  |          |     2xx from user: send|
 *                       | ACK   | timer H,           +----------+                        |
 *                       |       | transport error:     |      | transport error:         |
 *                       V       | inform user          |      | inform user, stay        |
 *               +-----------+   |                      |                                 |
 *          +--> | confirmed |   |                      | timer L                         |
 *          +--- |           |   |                      |                                 |
 *   ACK, INVITE:+-----------+   |                      V                                 |
 *   absorbed          | timer I |               +------------+                           |
 *                     +---------+-------------> | terminated | <-------------------------+
 *                                               +------------+
 */
import { type Edge, edge, IllegalTransition } from './edge.ts'
import type { InviteServerState } from './transaction.ts'

export type InviteServerEvent =
  | 'INVITE'
  | 'ACK'
  | '1xx from user'
  | '2xx from user'
  | '300-699 from user'
  | 'user is slow'
  | 'timer G'
  | 'timer H'
  | 'timer I'
  | 'timer L'
  | 'transport error'

export type InviteServerAction =
  | 'send'
  | 'send again'
  | 'send 100'
  | 'start G'
  | 'start G and H'
  | 'start I'
  | 'start L'
  | 'pass ACK to user'
  | 'inform of timeout'
  | 'inform of transport error'

type InviteServerEdge = Edge<InviteServerState, InviteServerAction>

const answerAgain: InviteServerEdge = edge('proceeding', 'send again')
const stillProceeding: InviteServerEdge = edge('proceeding')
const trying: InviteServerEdge = edge('proceeding', 'send 100')
const provisional: InviteServerEdge = edge('proceeding', 'send')
const answered: InviteServerEdge = edge('accepted', 'start L', 'send')
const refused: InviteServerEdge = edge('completed', 'start G and H', 'send')
const undeliverable: InviteServerEdge = edge('terminated', 'inform of transport error')
const refuseAgain: InviteServerEdge = edge('completed', 'send again')
const repeatRefusal: InviteServerEdge = edge('completed', 'send again', 'start G')
const acknowledged: InviteServerEdge = edge('confirmed', 'start I')
const unacknowledged: InviteServerEdge = edge('terminated', 'inform of timeout')
const stillConfirmed: InviteServerEdge = edge('confirmed')
const stillAccepted: InviteServerEdge = edge('accepted')
const answerOnceMore: InviteServerEdge = edge('accepted', 'send')
const passAck: InviteServerEdge = edge('accepted', 'pass ACK to user')
const undeliverableAnswer: InviteServerEdge = edge('accepted', 'inform of transport error')
const ended: InviteServerEdge = edge('terminated')

/** The arrow that `event` takes in `state`. */
export function inviteServerStep(state: InviteServerState, event: InviteServerEvent): InviteServerEdge {
  switch (state) {
    case 'proceeding':
      return proceeding(event)
    case 'completed':
      return completed(event)
    case 'confirmed':
      return confirmed(event)
    case 'accepted':
      return accepted(event)
    case 'terminated':
      throw new IllegalTransition(state, event)
  }
}

/** RFC 3261 §17.2.1. An ACK before any final response acknowledges nothing. */
function proceeding(event: InviteServerEvent): InviteServerEdge {
  switch (event) {
    case 'INVITE':
      return answerAgain
    case 'ACK':
      return stillProceeding
    case 'user is slow':
      return trying
    case '1xx from user':
      return provisional
    case '2xx from user':
      return answered
    case '300-699 from user':
      return refused
    case 'transport error':
      return undeliverable
    default:
      throw new IllegalTransition('proceeding', event)
  }
}

/** RFC 3261 §17.2.1. */
function completed(event: InviteServerEvent): InviteServerEdge {
  switch (event) {
    case 'INVITE':
      return refuseAgain
    case 'timer G':
      return repeatRefusal
    case 'ACK':
      return acknowledged
    case 'timer H':
      return unacknowledged
    case 'transport error':
      return undeliverable
    default:
      throw new IllegalTransition('completed', event)
  }
}

/** RFC 3261 §17.2.1: only there to absorb what is still on its way. */
function confirmed(event: InviteServerEvent): InviteServerEdge {
  switch (event) {
    case 'INVITE':
    case 'ACK':
    case 'transport error':
      return stillConfirmed
    case 'timer I':
      return ended
    default:
      throw new IllegalTransition('confirmed', event)
  }
}

/** RFC 6026 §7.1: the 2xx and its repetition belong to the user; repeated INVITEs end here. */
function accepted(event: InviteServerEvent): InviteServerEdge {
  switch (event) {
    case 'INVITE':
      return stillAccepted
    case 'ACK':
      return passAck
    case '2xx from user':
      return answerOnceMore
    case 'transport error':
      return undeliverableAnswer
    case 'timer L':
      return ended
    default:
      throw new IllegalTransition('accepted', event)
  }
}
