/** The stretch of time that a filter names. */
import { Refused } from '../errors.ts'
import { fromIso } from './instant.ts'

type Given<Time> = Time extends string ? number : undefined

interface Span<From, To> {
  readonly from: Given<From>
  readonly to: Given<To>
}

/** @returns ms since the epoch; refused when it ends before it begins, which would read as if nothing had happened in it */
export function spanOf<From extends string | undefined, To extends string | undefined>(asked: {
  readonly from?: From
  readonly to?: To
}): Span<From, To> | Refused {
  const [from, to] = [instantOf(asked.from), instantOf(asked.to)]
  if (from !== undefined && to !== undefined && from > to)
    return new Refused('invalid-request', 'the time asked for ends before it begins', {
      fields: [{ field: 'query.to', message: 'must not be before "from"' }],
    })
  return { from, to }
}

const instantOf = <Text extends string | undefined>(text: Text | undefined) =>
  (text === undefined ? undefined : fromIso(text)) as Given<Text>
