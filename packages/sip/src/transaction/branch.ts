/**
 * The branch of a request of ours: the magic cookie (RFC 3261 §8.1.1.7), the number of its transaction, and an
 * unguessable part, so that a response finds its transaction by an integer and nobody can invent one that does.
 */
import { magicCookie } from '../message/index.ts'

/** Writes the branch of transaction `id`; `secret` has no dot and is new for each. */
export function writeBranch(id: number, secret: string): string {
  return `${magicCookie}${id.toString(36)}.${secret}`
}

/** The number in a branch of our form; -1 for any other. To be followed by a comparison of the whole branch. */
export function branchId(branch: string | undefined): number {
  if (branch === undefined || !branch.startsWith(magicCookie)) return -1
  let id = 0
  for (let at = magicCookie.length; at < branch.length && at < 14; at++) {
    const code = branch.charCodeAt(at)
    if (code === 46) return at === magicCookie.length ? -1 : id
    if (code >= 48 && code <= 57) id = id * 36 + code - 48
    else if (code >= 97 && code <= 122) id = id * 36 + code - 87
    else return -1
  }
  return -1
}
