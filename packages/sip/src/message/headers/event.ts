/** Event (RFC 6665 §8.2.1): an event package, its templates and an id. */
import { isToken } from './character-classes.ts'
import { parameter, parseParameters, writeParameters } from './parameters.ts'

export interface EventValue {
  /** Package and templates, lower case: `message-summary`, `presence.winfo`. */
  readonly package: string
  readonly id: string | undefined
}

/** Reads an Event value; undefined when malformed. */
export function parseEvent(text: string): EventValue | undefined {
  const semicolon = text.indexOf(';')
  const end = semicolon < 0 ? text.length : semicolon
  const name = text.slice(0, end).trim().toLowerCase()
  const pairs = parseParameters(text, end, text.length)
  if (!isToken(name) || pairs === undefined) return undefined
  return { package: name, id: parameter(pairs, 'id') }
}

/** `dialog;id=7` */
export function writeEvent(event: { package: string; id?: string | undefined }): string {
  return event.package + writeParameters(event.id === undefined ? [] : [['id', event.id]])
}
