/** Replaces (RFC 3891 §6.1): the dialog whose place a new call takes, by its tags as its target sees them. */
import { parameter, parseParameters } from './parameters.ts'

export interface Replaces {
  readonly callId: string
  /** The local tag of whoever receives it. */
  readonly toTag: string
  /** The remote one. */
  readonly fromTag: string
  /** Only while that dialog is early. */
  readonly earlyOnly: boolean
}

/** Reads a Replaces value; undefined when malformed. */
export function parseReplaces(text: string): Replaces | undefined {
  const semicolon = text.indexOf(';')
  const callId = (semicolon < 0 ? text : text.slice(0, semicolon)).trim()
  const pairs = semicolon < 0 ? undefined : parseParameters(text, semicolon, text.length)
  if (pairs === undefined || callId === '' || /[\s,]/.test(callId)) return undefined
  const toTag = parameter(pairs, 'to-tag')
  const fromTag = parameter(pairs, 'from-tag')
  if (!toTag || !fromTag) return undefined
  return { callId, toTag, fromTag, earlyOnly: parameter(pairs, 'early-only') !== undefined }
}

/** `425928@bobster;to-tag=7743;from-tag=6472` */
export function writeReplaces({ callId, toTag, fromTag, earlyOnly }: Replaces): string {
  return `${callId};to-tag=${toTag};from-tag=${fromTag}${earlyOnly ? ';early-only' : ''}`
}
