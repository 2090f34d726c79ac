/**
 * Splits a header value at its top-level commas (RFC 3261 §7.3.1): not inside quotes, not inside angle brackets.
 */
import { skipQuoted, skipSpace, trimEnd } from './character-classes.ts'

/** The end of the list element that starts at `start`: the position of its comma, or `end`. */
export function elementEnd(text: string, start: number, end: number): number {
  let at = start
  while (at < end) {
    const code = text.charCodeAt(at)
    if (code === 44) return at
    if (code === 34) {
      const after = skipQuoted(text, at, end)
      if (after < 0) return end
      at = after
    } else if (code === 60) {
      const close = text.indexOf('>', at)
      if (close < 0 || close >= end) return end
      at = close + 1
    } else at++
  }
  return end
}

/** The elements, trimmed. Empty elements stay as '' so that a strict reader can refuse them. */
export function splitCommaList(text: string): string[] {
  if (!text.includes(',')) return [text.trim()]
  const elements: string[] = []
  let at = 0
  for (;;) {
    const end = elementEnd(text, at, text.length)
    const from = skipSpace(text, at, end)
    elements.push(text.slice(from, trimEnd(text, from, end)))
    if (end >= text.length) return elements
    at = end + 1
  }
}
