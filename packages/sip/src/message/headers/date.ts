/** Date (RFC 3261 §20.17): the one form of RFC 1123, always GMT. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const form = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/

/** Milliseconds since 1970; undefined for any other form or zone (RFC 4475 §3.1.2.12: such a Date is ignored). */
export function parseDate(text: string): number | undefined {
  const match = form.exec(text.trim())
  if (match === null) return undefined
  const [, day, name = '', year, hours, minutes, seconds] = match
  const month = months.indexOf(name)
  if (month < 0) return undefined
  const time = Date.UTC(Number(year), month, Number(day), Number(hours), Number(minutes), Number(seconds))
  return new Date(time).getUTCDate() === Number(day) ? time : undefined
}

/** The form above from milliseconds since 1970. */
export function writeDate(time: number): string {
  return new Date(time).toUTCString()
}
