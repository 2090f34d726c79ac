/**
 * The non-INVITE client transaction: RFC 3261 §17.1.2.
 *
 *                        | request from user: send, start E and F
 *        timer E: resend V
 *            +---- +------------+ --- timer F, or transport error: inform user ---+
 *            +---> |   trying   |                                                 |
 *                  +------------+ --- 200-699: inform user, start K ----+         |
 *                        | 1xx: inform user                             |         |
 *        timer E: resend V                                              |         |
 *            +---- +------------+ --- timer F: inform user -------------|-------->|
 *            +---> | proceeding | <-+ 1xx: inform user                  |         |
 *                  |            | --+                                   |         |
 *                  +------------+                                       |         |
 *                        | 200-699: inform user, start K                |         |
 *                        V                                              |         |
 *                  +------------+ <-------------------------------------+         |
 *                  | completed  | <-+ any response: absorbed                      |
 *                  |            | --+                                             |
 *                  +------------+                                                 |
 *                        | timer K                                                |
 *                        V                                                        |
 *                  +------------+                                                 |
 *                  | terminated | <-----------------------------------------------+
 *                  +------------+
 */
import { type Edge, edge, IllegalTransition } from './edge.ts'
import type { ClientState } from './transaction.ts'

export type ClientEvent = 'timer E' | 'timer F' | 'timer K' | '1xx' | '200-699' | 'transport error'

export type ClientAction =
  | 'resend'
  | 'start E'
  | 'start E at T2'
  | 'start K'
  | 'inform user'
  | 'inform of timeout'
  | 'inform of transport error'

type ClientEdge = Edge<ClientState, ClientAction>

const repeatRequest: ClientEdge = edge('trying', 'resend', 'start E')
const provisional: ClientEdge = edge('proceeding', 'start E at T2', 'inform user')
const provisionalAgain: ClientEdge = edge('proceeding', 'inform user')
const repeatSlowly: ClientEdge = edge('proceeding', 'resend', 'start E at T2')
const final: ClientEdge = edge('completed', 'start K', 'inform user')
const timedOut: ClientEdge = edge('terminated', 'inform of timeout')
const undeliverable: ClientEdge = edge('terminated', 'inform of transport error')
const absorbed: ClientEdge = edge('completed')
const stillProceeding: ClientEdge = edge('proceeding')
const ended: ClientEdge = edge('terminated')

/** The arrow that `event` takes in `state`. */
export function clientStep(state: ClientState, event: ClientEvent): ClientEdge {
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

/** RFC 3261 §17.1.2.2. */
function trying(event: ClientEvent): ClientEdge {
  switch (event) {
    case 'timer E':
      return repeatRequest
    case 'timer F':
      return timedOut
    case '1xx':
      return provisional
    case '200-699':
      return final
    case 'transport error':
      return undeliverable
    case 'timer K':
      throw new IllegalTransition('trying', event)
  }
}

/**
 * RFC 3261 §17.1.2.2, where E always restarts at T2.
 * @NOTE deviates: the error of a repetition does not end what the peer has confirmed to be working on; F still does.
 */
function proceeding(event: ClientEvent): ClientEdge {
  switch (event) {
    case 'timer E':
      return repeatSlowly
    case 'timer F':
      return timedOut
    case '1xx':
      return provisionalAgain
    case '200-699':
      return final
    case 'transport error':
      return stillProceeding
    case 'timer K':
      throw new IllegalTransition('proceeding', event)
  }
}

/** RFC 3261 §17.1.2.2: repeated responses are absorbed while they may still come. */
function completed(event: ClientEvent): ClientEdge {
  switch (event) {
    case '1xx':
    case '200-699':
    case 'transport error':
      return absorbed
    case 'timer K':
      return ended
    default:
      throw new IllegalTransition('completed', event)
  }
}
