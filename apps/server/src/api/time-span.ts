/** The stretch of time that a filter names. */
import { Refused } from '../errors.ts'
import { fromIso } from './instant.ts'

interface Asked {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

interface Span {
  readonly from: number | undefined
  readonly to: number | undefined
}

/** @returns ms since the epoch; refused when it ends before it begins, which would read as if nothing had happened in it */
export function spanOf(asked: Asked): Span | Refused {
  const [from, to] = [asked.from, asked.to].map((text) => (text === undefined ? undefined : fromIso(text)))
  if (from !== undefined && to !== undefined && from > to)
    return new Refused('invalid-request', 'the time asked for ends before it begins', {
      fields: [{ field: 'query.to', message: 'must not be before "from"' }],
    })
  return { from, to }
}
