/** Links that let in whoever has them, for a while: signed, so that nobody makes one. */
import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SignedLinks {
  /**
   * @param what it is for: letters, digits, `-` and `_`
   * @param until ms since the epoch
   */
  sign(what: string, until: number): string
  /** @returns what a link is for; undefined when it is none of ours, or its time is over */
  read(link: string, now: number): string | undefined
}

/** @param key of one purpose: links of another are none of its */
export function signedLinks(key: string): SignedLinks {
  const signature = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  return {
    sign(what, until) {
      const text = `${what}.${until.toString(36)}`
      return `${text}.${signature(text)}`
    },
    read(link, now) {
      const [what = '', until = '', given = ''] = link.split('.')
      const right = Buffer.from(signature(`${what}.${until}`))
      const theirs = Buffer.from(given)
      if (right.length !== theirs.length || !timingSafeEqual(right, theirs)) return undefined
      return Number.parseInt(until, 36) > now ? what : undefined
    },
  }
}
