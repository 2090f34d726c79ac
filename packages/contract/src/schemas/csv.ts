/** Tables that spreadsheets read and write. */
import { z } from 'zod'

export const csv = 'text/csv'

/** A file as its bytes: encoding and separator are found out. */
export const csvFile = z.instanceof(Uint8Array<ArrayBuffer>)

/** An example of one. */
export const csvExample = (...lines: string[]): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`${lines.join('\n')}\n`)
