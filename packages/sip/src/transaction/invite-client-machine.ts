/**
 * The INVITE client transaction: RFC 3261 §17.1.1 with the Accepted state of RFC 6026 §7.2.
 *
 *                        | INVITE from user: send, start A and B
 *        timer A: resend V
 *            +---- +-----------+ --- timer B, or transport error: inform user ---------+
 *            +---> |  calling  |                                                       |
 *                  +-----------+ --- 2xx: inform user, start M ------------+           |
 *          300-699: |         |                                            |           |
 *     ACK, inform   |         | 1xx: inform user                           |           |
 *     user, start D |         V                                            |           |
 *                   |   +------------+ --- guard after CANCEL: inform -----|---------->|
 *                   |   | proceeding | <-+ 1xx: inform user                |           |
 *                   |   |            | --+                                 |           |
 *                   |   +------------+ --- 2xx: inform user, start M ----->|           |
 *                   V         | 300-699: ACK, inform user, start D         V           |
 *          +-----------+ <----+                                    +-----------+       |
 *     +--> | completed | --- timer D, transport error -----------> | accepted  | <-+   |
 *     +--- |           | ---------------------------+              |           | --+ 2xx: inform user
 *  300-699:+-----------+                            |              +-----------+       |
 *  ACK again                                        V                | timer M         |
 *                                            +------------+ <--------+                 |
 *                                            | terminated | <--------------------------+
 *                                            +------------+
 */
import { type Edge, edge, IllegalTransition } from './edge.ts'
import type { InviteClientState } from './transaction.ts'

export type InviteClientEvent =
  | 'timer A'
  | 'timer B'
  | 'timer D'
  | 'timer M'
  | 'guard'
  | '1xx'
  | '2xx'
  | '300-699'
  | 'transport error'

export type InviteClientAction =
  | 'resend'
  | 'acknowledge'
  | 'acknowledge again'
  | 'send held CANCEL'
  | 'start A'
  | 'start D'
  | 'start M'
  | 'inform user'
  | 'inform of timeout'
  | 'inform of transport error'
  | 'pass on as stray'

type InviteClientEdge = Edge<InviteClientState, InviteClientAction>

const repeatInvite: InviteClientEdge = edge('calling', 'resend', 'start A')
const ringing: InviteClientEdge = edge('proceeding', 'send held CANCEL', 'inform user')
const answered: InviteClientEdge = edge('accepted', 'start M', 'inform user')
const refused: InviteClientEdge = edge('completed', 'acknowledge', 'start D', 'inform user')
const timedOut: InviteClientEdge = edge('terminated', 'inform of timeout')
const undeliverable: InviteClientEdge = edge('terminated', 'inform of transport error')
const stillProceeding: InviteClientEdge = edge('proceeding')
const acknowledgeAgain: InviteClientEdge = edge('completed', 'acknowledge again')
const stillCompleted: InviteClientEdge = edge('completed')
const strayAnswer: InviteClientEdge = edge('completed', 'pass on as stray')
const answeredAgain: InviteClientEdge = edge('accepted', 'inform user')
const stillAccepted: InviteClientEdge = edge('accepted')
const ended: InviteClientEdge = edge('terminated')

/** The arrow that `event` takes in `state`. */
export function inviteClientStep(state: InviteClientState, event: InviteClientEvent): InviteClientEdge {
  switch (state) {
    case 'calling':
      return calling(event)
    case 'proceeding':
      return proceeding(event)
    case 'completed':
      return completed(event)
    case 'accepted':
      return accepted(event)
    case 'terminated':
      throw new IllegalTransition(state, event)
  }
}

/** RFC 3261 §17.1.1.2. */
function calling(event: InviteClientEvent): InviteClientEdge {
  switch (event) {
    case 'timer A':
      return repeatInvite
    case 'timer B':
      return timedOut
    case '1xx':
      return ringing
    case '2xx':
      return answered
    case '300-699':
      return refused
    case 'transport error':
      return undeliverable
    default:
      throw new IllegalTransition('calling', event)
  }
}

/** RFC 3261 §17.1.1.2; the guard is §9.1. The error of a repetition means nothing once an answer came. */
function proceeding(event: InviteClientEvent): InviteClientEdge {
  switch (event) {
    case '1xx':
      return ringing
    case '2xx':
      return answered
    case '300-699':
      return refused
    case 'guard':
      return timedOut
    case 'transport error':
      return stillProceeding
    default:
      throw new IllegalTransition('proceeding', event)
  }
}

/**
 * RFC 3261 §17.1.1.2. The user has the final response already, so that a failing ACK only ends us. A 2xx here is
 * another fork's, which a proxy passed on after its refusal: whoever handles strays must end that call.
 */
function completed(event: InviteClientEvent): InviteClientEdge {
  switch (event) {
    case '300-699':
      return acknowledgeAgain
    case '1xx':
      return stillCompleted
    case '2xx':
      return strayAnswer
    case 'timer D':
    case 'transport error':
      return ended
    default:
      throw new IllegalTransition('completed', event)
  }
}

/** RFC 6026 §7.2: every 2xx is the user's; anything else is absorbed. */
function accepted(event: InviteClientEvent): InviteClientEdge {
  switch (event) {
    case '2xx':
      return answeredAgain
    case '1xx':
    case '300-699':
    case 'transport error':
      return stillAccepted
    case 'timer M':
      return ended
    default:
      throw new IllegalTransition('accepted', event)
  }
}
