/** Which comment leaves the card first: whoever writes it sees that it does so by itself (M11, design 07). */

/** Characters by which a comment is known again. */
const MOST_SHOWN = 30

interface Comment {
  readonly text: string
  /** Epoch ms; undefined: stays for good. */
  readonly expiresAt?: number | undefined
}

/** @returns its beginning, and when; undefined where all stay */
export function firstToLeave(
  comments: readonly Comment[],
): { readonly text: string; readonly at: number } | undefined {
  const [first] = comments
    .flatMap(({ text, expiresAt: at }) => (at === undefined ? [] : [{ text: text.trim(), at }]))
    .filter(({ text }) => text !== '')
    .sort((a, b) => a.at - b.at)
  if (!first || first.text.length <= MOST_SHOWN) return first
  return { ...first, text: `${first.text.slice(0, MOST_SHOWN).trimEnd()}…` }
}
