/** The text of an iCalendar file (RFC 5545) as its entries: what cannot be parsed is named, and the rest is there all the same. */
import ICAL from 'ical.js'

export interface ParsedCalendar {
  readonly entries: readonly ICAL.Component[]
  /** What people know the entries by that are no iCalendar. */
  readonly broken: readonly string[]
}

/** @returns undefined for what is no iCalendar, whatever the library says about it */
export function parseCalendar(given: string): ParsedCalendar | undefined {
  // Some programs put a byte-order mark or an empty line before it.
  const text = given.replace(/^[\uFEFF\s]+/, '')
  const whole = entriesOf(text)
  if (whole) return { entries: whole, broken: [] }
  const broken: string[] = []
  const rest = text.replace(/^BEGIN:VEVENT[ \t]*$.*?^END:VEVENT[ \t]*$/gims, (entry) => {
    if (componentsOf(entry)) return entry
    broken.push(/^SUMMARY(?:;[^:\r\n]*)?:(.*)$/im.exec(entry)?.[1] ?? '')
    return ''
  })
  const entries = broken.length > 0 ? entriesOf(rest) : undefined
  return entries && { entries, broken }
}

/** Some programs write a calendar for each entry, one after the other (RFC 5545 §3.4). */
function entriesOf(text: string): ICAL.Component[] | undefined {
  const components = componentsOf(text)
  if (!components?.length || components.some(({ name }) => name !== 'vcalendar')) return undefined
  return components.flatMap((calendar) => calendar.getAllSubcomponents('vevent'))
}

function componentsOf(text: string): ICAL.Component[] | undefined {
  try {
    const content: unknown = ICAL.parse(text)
    const all = (Array.isArray(content) && Array.isArray(content[0]) ? content : [content]) as JCal[]
    return all.map((one) => new ICAL.Component(one))
  } catch {
    return undefined
  }
}

type JCal = ConstructorParameters<typeof ICAL.Component>[0]
