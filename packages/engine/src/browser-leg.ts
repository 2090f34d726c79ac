/**
 * Parties that are pages: they are reached over the WebSocket that they made and nothing else (RFC 7118 §5), their audio is
 * sealed (RFC 8827), and they vanish without a word when a tab is closed.
 */
import type { Destination, Flow } from '@mainline/sip'
import type { OutboundLeg } from './outbound-leg.ts'

export const isWebSocket = ({ transport }: Flow): boolean => transport === 'WS' || transport === 'WSS'

/** Whether a request that goes there goes to a page. */
export const leadsToBrowser = (destination: Destination): boolean =>
  'flow' in destination && isWebSocket(destination.flow)

/**
 * The page that rings is gone: no answer will come over another connection (RFC 7118 §5.2). One that talks is not given
 * up by that: its audio tells, for a page may lose the one and keep the other.
 */
export function connectionLost(leg: OutboundLeg): void {
  if (leg.answered) return
  const { live, number } = leg
  live.post({ type: 'legFailed', leg: number, at: live.now(), status: 480, reason: 'its page was closed' })
  leg.call?.cancel?.()
}
