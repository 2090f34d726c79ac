/** Where whoever is rung for a reception reads whose call it is (C7): the desk, or for an answering service a page of its own. */
import type { CardLinks } from '@mainline/engine'
import type { SecretBox } from '@mainline/storage'
import { type SignedLinks, signedLinks } from './signed-link.ts'

/** How long the link of an answering service holds: a call, and a look back at it, ms. */
const cardLinkHoldsMs = 30 * 60_000

/** The number that was called, and whether in hours. */
export interface ServiceCard {
  readonly numberId: string
  readonly open: boolean
}

export const cardSignatures = (secrets: SecretBox): SignedLinks =>
  signedLinks(secrets.derive('links to reception cards'))

/** @param publicUrl of the console */
export function cardLinks(secrets: SecretBox, publicUrl: string, now: () => number): CardLinks {
  const links = cardSignatures(secrets)
  return {
    atDesk: ({ siteId, callId }) => {
      const query = new URLSearchParams({ site: siteId, call: callId })
      return `${publicUrl}/reception?${query}`
    },
    // Behind the #: neither servers between nor their logs see it.
    forService: ({ numberId, open }) =>
      `${publicUrl}/card#${links.sign(`${numberId}_${open ? 'in' : 'out'}`, now() + cardLinkHoldsMs)}`,
  }
}

/** @returns undefined: none of ours, or its time is over */
export function readServiceCard(links: SignedLinks, link: string, now: number): ServiceCard | undefined {
  const [numberId, side] = links.read(link, now)?.split('_') ?? []
  return numberId === undefined ? undefined : { numberId, open: side === 'in' }
}
