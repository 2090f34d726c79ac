/** Lists of tokens: Allow, Supported, Require, Proxy-Require, Unsupported, Allow-Events (RFC 3261 §20.5, §20.32, §20.37). */
import { isToken } from './character-classes.ts'
import { splitCommaList } from './comma-list.ts'

/** The tokens of one field value in order; empty elements are skipped, undefined when something is no token. */
export function parseTokenList(text: string): readonly string[] | undefined {
  const tokens = splitCommaList(text).filter((element) => element !== '')
  return tokens.every(isToken) ? tokens : undefined
}

/** `a, b, c` */
export function writeTokenList(tokens: Iterable<string>): string {
  return [...tokens].join(', ')
}
