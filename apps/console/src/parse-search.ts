/** What an address keeps behind its "?". */
import { defaultParseSearch } from '@tanstack/react-router'

/** Whose values are numbers. */
const counted = new Set(['version'])

/**
 * Reads it as the router writes it, and digits that somebody has typed there as the text that they are: the router takes them for a
 * number, which no search looks for.
 */
export function parseSearch(text: string): Record<string, unknown> {
  const read: Record<string, unknown> = defaultParseSearch(text)
  return Object.fromEntries(
    Object.entries(read).map(([name, value]) => [
      name,
      typeof value === 'number' && !counted.has(name) ? String(value) : value,
    ]),
  )
}
