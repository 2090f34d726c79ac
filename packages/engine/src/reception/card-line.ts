/** Where whoever is rung reads whose call it is, as a header line: phones that open pages show the card (C7, RFC 3261 §20.9). */
import { headerLine, writeCallInfo } from '@mainline/sip'
import type { LiveCall } from '../live-call.ts'

/** For the phone of a seat. */
export function cardLineForSeat({ parts, state, origin }: LiveCall): string {
  const siteId = state.reception?.siteId
  if (!parts.cards || siteId === undefined) return ''
  return cardLine(parts.cards.atDesk({ siteId, callId: origin.id }))
}

/** For an answering service outside. */
export function cardLineForService({ parts, state }: LiveCall): string {
  const { number, ruling } = state.plan
  if (!parts.cards) return ''
  return cardLine(parts.cards.forService({ numberId: number.numberId, open: ruling.open }))
}

const cardLine = (link: string): string => headerLine('Call-Info', writeCallInfo(link, 'info'))
