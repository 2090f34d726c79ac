/** Links to a message that let in whoever has them, for a while (M13). */
import type { SecretBox } from '@mainline/storage'
import { type SignedLinks, signedLinks } from '../signed-link.ts'

/** How long a link of a letter holds, milliseconds. */
export const linkHoldsMs = 14 * 86_400_000

/** For each the id of its message. */
export type MessageLinks = SignedLinks

export const messageLinks = (secrets: SecretBox): MessageLinks =>
  signedLinks(secrets.derive('links to messages'))
