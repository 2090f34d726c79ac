/** Privacy (RFC 3323, RFC 3325 `id`, RFC 7044 `history`): which parts of the caller's identity stay inside. */
import { isToken } from './character-classes.ts'

/** The values in lower case; undefined when malformed. Commas are read as semicolons, as some peers write them. */
export function parsePrivacy(text: string): ReadonlySet<string> | undefined {
  const values = text.split(/[;,]/).map((value) => value.trim().toLowerCase())
  return values.every(isToken) ? new Set(values) : undefined
}

/** Whether the caller asks that its number is not shown (RFC 3325 §9.3). `none` overrides everything. */
export function hidesCaller(privacy: ReadonlySet<string>): boolean {
  return !privacy.has('none') && (privacy.has('id') || privacy.has('user') || privacy.has('header'))
}

/** `id;critical` */
export function writePrivacy(values: Iterable<string>): string {
  return [...values].join(';')
}
