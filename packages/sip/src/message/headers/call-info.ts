/** Call-Info, Alert-Info and Error-Info (RFC 3261 §20.4, §20.9, §20.18): URIs about the call, with parameters. */
import { oneLine } from '../wire-text.ts'
import { type ParameterPairs, parameter, parseParameters } from './parameters.ts'

export interface CallInfo {
  /** As received, without brackets; often http(s). */
  readonly uri: string
  /** `icon`, `info`, `card` …; undefined when absent. */
  readonly purpose: string | undefined
  readonly pairs: ParameterPairs
}

/** Reads one value; undefined when malformed. */
export function parseCallInfo(text: string): CallInfo | undefined {
  const close = text.indexOf('>')
  if (text.charCodeAt(0) !== 60 || close < 2) return undefined
  const pairs = parseParameters(text, close + 1, text.length)
  return pairs && { uri: text.slice(1, close), purpose: parameter(pairs, 'purpose'), pairs }
}

/** `<https://…>;purpose=card` */
export function writeCallInfo(uri: string, purpose?: string): string {
  const target = oneLine(uri).replace(/[<>]/g, (bracket) => (bracket === '<' ? '%3C' : '%3E'))
  return purpose === undefined ? `<${target}>` : `<${target}>;purpose=${purpose}`
}
