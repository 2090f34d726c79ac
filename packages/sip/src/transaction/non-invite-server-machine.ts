/**
 * The non-INVITE server transaction: RFC 3261 §17.2.2.
 *
 *                        | request: pass to user
 *                        V
 *                  +------------+ <-+ request: absorbed
 *                  |   trying   | --+
 *                  +------------+ --- 200-699 from user: send, start J ---+
 *                        | 1xx from user: send                            |
 *    request: send last  V                                                |
 *            +---- +------------+ <-+ 1xx from user: send                 |
 *            +---> | proceeding | --+                                     |
 *                  |            | --- transport error: inform user ---+   |
 *                  +------------+                                     |   |
 *                        | 200-699 from user: send, start J           |   |
 *    request: send last  V                                            |   |
 *            +---- +------------+ <-----------------------------------|---+
 *            +---> | completed  | --- transport error: inform user -->|
 *                  +------------+                                     |
 *                        | timer J                                    |
 *                        V                                            |
 *                  +------------+                                     |
 *                  | terminated | <-----------------------------------+
 *                  +------------+
 */
import { type Edge, edge, IllegalTransition } from './edge.ts'
import type { ServerState } from './transaction.ts'

export type ServerEvent = 'request' | '1xx from user' | '200-699 from user' | 'timer J' | 'transport error'

export type ServerAction = 'send' | 'send again' | 'start J' | 'inform of transport error'

type ServerEdge = Edge<ServerState, ServerAction>

const stillTrying: ServerEdge = edge('trying')
const provisional: ServerEdge = edge('proceeding', 'send')
const answerAgain: ServerEdge = edge('proceeding', 'send again')
const final: ServerEdge = edge('completed', 'send', 'start J')
const finalAgain: ServerEdge = edge('completed', 'send again')
const undeliverable: ServerEdge = edge('terminated', 'inform of transport error')
const ended: ServerEdge = edge('terminated')

/** The arrow that `event` takes in `state`. */
export function serverStep(state: ServerState, event: ServerEvent): ServerEdge {
  switch (state) {
    case 'trying':
      return trying(event)
    case 'proceeding':
      return proceeding(event)
    case 'completed':
      return completed(event)
    case 'terminated':
      throw new IllegalTransition(state, event)
  }
}

/** RFC 3261 §17.2.2. */
function trying(event: ServerEvent): ServerEdge {
  switch (event) {
    case 'request':
      return stillTrying
    case '1xx from user':
      return provisional
    case '200-699 from user':
      return final
    default:
      throw new IllegalTransition('trying', event)
  }
}

/** RFC 3261 §17.2.2. */
function proceeding(event: ServerEvent): ServerEdge {
  switch (event) {
    case 'request':
      return answerAgain
    case '1xx from user':
      return provisional
    case '200-699 from user':
      return final
    case 'transport error':
      return undeliverable
    case 'timer J':
      throw new IllegalTransition('proceeding', event)
  }
}

/** RFC 3261 §17.2.2. */
function completed(event: ServerEvent): ServerEdge {
  switch (event) {
    case 'request':
      return finalAgain
    case 'transport error':
      return undeliverable
    case 'timer J':
      return ended
    default:
      throw new IllegalTransition('completed', event)
  }
}
