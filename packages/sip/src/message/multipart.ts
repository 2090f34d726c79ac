/**
 * A part of a multipart body (RFC 2046 §5.1, RFC 5621 §3.1): what a carrier sends when ISUP or a location goes along with
 * the session description. Parts within parts are not looked into.
 */
import { parseMediaType } from './headers/content-type.ts'

/** The content of the first part of that type, as wire text; undefined when there is none, or the body is broken. */
export function findPart(body: string, boundary: string, type: string): string | undefined {
  const delimiter = `--${boundary}`
  // The first delimiter may begin the body; every other one, and so the end of each part, follows a line break.
  let at = body.startsWith(delimiter) ? 0 : nextDelimiter(body, delimiter, 0)
  while (at >= 0 && !body.startsWith('--', at + delimiter.length)) {
    const start = body.indexOf('\r\n', at + delimiter.length)
    const end = nextDelimiter(body, delimiter, start)
    if (start < 0 || end < 0) return undefined
    const content = contentOf(body.slice(start + 2, end - 2), type)
    if (content !== undefined) return content
    at = end
  }
  return undefined
}

/** Where the next delimiter line begins, its line break left out; -1 for none. */
function nextDelimiter(body: string, delimiter: string, from: number): number {
  const at = from < 0 ? -1 : body.indexOf(`\r\n${delimiter}`, from)
  return at < 0 ? -1 : at + 2
}

/** A part without headers is text/plain (RFC 2046 §5.1). */
function contentOf(part: string, type: string): string | undefined {
  const blank = part.startsWith('\r\n') ? 0 : part.indexOf('\r\n\r\n')
  if (blank <= 0) return undefined
  const field = /^content-type[ \t]*:[ \t]*(.*)$/im.exec(part.slice(0, blank))?.[1]?.trim()
  return field !== undefined && parseMediaType(field)?.type === type ? part.slice(blank + 4) : undefined
}
