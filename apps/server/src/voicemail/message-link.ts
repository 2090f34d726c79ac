/** Links to a message that let in whoever has them, for a while: signed, so that nobody makes one (M13). */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SecretBox } from '@mainline/storage'

/** How long a link of a letter holds, milliseconds. */
export const linkHoldsMs = 14 * 86_400_000

export interface MessageLinks {
  /** @param until ms since the epoch */
  sign(messageId: string, until: number): string
  /** @returns the message that a link is for; undefined when it is none of ours, or its time is over */
  read(link: string, now: number): string | undefined
}

export function messageLinks(secrets: SecretBox): MessageLinks {
  const key = secrets.derive('links to messages')
  const signature = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  return {
    sign(messageId, until) {
      const text = `${messageId}.${until.toString(36)}`
      return `${text}.${signature(text)}`
    },
    read(link, now) {
      const [messageId = '', until = '', given = ''] = link.split('.')
      const right = Buffer.from(signature(`${messageId}.${until}`))
      const theirs = Buffer.from(given)
      if (right.length !== theirs.length || !timingSafeEqual(right, theirs)) return undefined
      return Number.parseInt(until, 36) > now ? messageId : undefined
    },
  }
}
