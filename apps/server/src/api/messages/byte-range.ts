/** One range of bytes of a Range header (RFC 9110 §14.1.2). */

/** Both ends included. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * @param header value of Range; a unit or form that is not understood asks for everything (§14.2)
 * @param length of the whole, bytes
 * @returns 'all', or 'unsatisfiable' when the range begins behind the end
 */
export function byteRange(header: string | undefined, length: number): ByteRange | 'all' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  const [, from = '', to = ''] = match ?? []
  if (!match || (from === '' && to === '') || (to !== '' && from !== '' && Number(to) < Number(from)))
    return 'all'
  if (from === '') {
    const suffix = Math.min(Number(to), length)
    return suffix === 0 ? 'unsatisfiable' : { first: length - suffix, last: length - 1 }
  }
  const first = Number(from)
  if (first >= length) return 'unsatisfiable'
  return { first, last: to === '' ? length - 1 : Math.min(Number(to), length - 1) }
}
