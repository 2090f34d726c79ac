/**
 * Our tags (RFC 3261 §19.3): the number of the call and an unguessable part, so that a request within a dialog finds
 * its call by an integer and nobody can invent one that does.
 */

/** Writes the tag of call `id`; `secret` has no dot and is new for each. */
export function writeTag(id: number, secret: string): string {
  return `${id.toString(36)}.${secret}`
}

/** The number in a tag of our form; -1 for any other. To be followed by a comparison of the whole tag. */
export function tagId(tag: string | undefined): number {
  if (tag === undefined) return -1
  let id = 0
  for (let at = 0; at < tag.length && at < 7; at++) {
    const code = tag.charCodeAt(at)
    if (code === 46) return at === 0 ? -1 : id
    if (code >= 48 && code <= 57) id = id * 36 + code - 48
    else if (code >= 97 && code <= 122) id = id * 36 + code - 87
    else return -1
  }
  return -1
}
