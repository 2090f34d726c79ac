/** Content-Type and the media ranges of Accept (RFC 3261 §20.15, §20.1). */
import { allOf, spanOf, TOKEN } from './character-classes.ts'
import { noParameters, type ParameterPairs, parameter, parseParameters } from './parameters.ts'

export interface MediaType {
  /** `application/sdp`, lower case; `*` parts only in Accept. */
  readonly type: string
  readonly pairs: ParameterPairs
}

/** Reads `type/subtype;parameters`; undefined when malformed. */
export function parseMediaType(text: string): MediaType | undefined {
  const semicolon = text.indexOf(';')
  const end = semicolon < 0 ? text.length : semicolon
  const type = text.slice(0, end).replace(/\s+/g, '').toLowerCase()
  const slash = spanOf(TOKEN, type, 0, type.length)
  const subtype = slash + 1
  if (slash === 0 || type.charCodeAt(slash) !== 47 || subtype >= type.length) return undefined
  if (!allOf(TOKEN, type, subtype, type.length)) return undefined
  const pairs = semicolon < 0 ? noParameters : parseParameters(text, semicolon, text.length)
  return pairs && { type, pairs }
}

/** The boundary of a multipart body, or undefined. */
export function boundaryOf(media: MediaType): string | undefined {
  return media.type.startsWith('multipart/') ? parameter(media.pairs, 'boundary') : undefined
}
