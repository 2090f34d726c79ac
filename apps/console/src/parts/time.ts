/** Times as the console writes them: 24 hours, "today", the weekday within six days, then the date; zones by name. */

/** The zone of this browser: for what belongs to no site. */
export const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone

const formats = new Map<string, Intl.DateTimeFormat>()

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  // English as it is written where most sites are: day before month, 24 hours.
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, options)
  formats.set(key, made)
  return made
}

/** `10:42` */
export const clockTime = (at: number | string, zone: string, locale: string): string =>
  format(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  )

/** `10:42:18` */
export const clockSeconds = (at: number, zone: string, locale: string): string =>
  format(locale, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)

/** `2026-11-24`, the local day of a zone: two instants are of one day when these are equal. */
export const localDay = (at: number | string, zone: string): string =>
  format('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at))

/** `Tue 24 Nov` */
export const shortDate = (at: number | string, zone: string, locale: string): string =>
  format(locale, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(at))

/** `Tue 24 Nov` within this year, `Mon 24 Nov 2025` before and after. */
export function dateInWords(at: number | string, now: number, zone: string, locale: string): string {
  const year = localDay(at, zone).slice(0, 4)
  const day = shortDate(at, zone, locale)
  return year === localDay(now, zone).slice(0, 4) ? day : `${day} ${year}`
}

/** `Tue 24`, where room is short. */
export const weekdayAndDay = (at: number | string, zone: string, locale: string): string =>
  `${format(locale, { timeZone: zone, weekday: 'short' }).format(new Date(at))} ${Number(localDay(at, zone).slice(8))}`

/** `24 Nov 2026` */
export const fullDate = (at: number | string, zone: string, locale: string): string =>
  format(locale, { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at))

/** `24 Nov` within this year, `24 Nov 2025` before. */
export const dayInWords = (at: number | string, now: number, zone: string, locale: string): string =>
  localDay(at, zone).slice(0, 4) === localDay(now, zone).slice(0, 4)
    ? format(locale, { timeZone: zone, day: 'numeric', month: 'short' }).format(new Date(at))
    : fullDate(at, zone, locale)

/** `March 2025` */
export const monthAndYear = (at: number | string, locale: string): string =>
  format(locale, { timeZone: localZone, month: 'long', year: 'numeric' }).format(new Date(at))

/** `10:42` today, `Mon 10:42` within six days, else `3 Nov 10:42`, and `3 Nov 2025 10:42` in another year. */
export function whenInWords(at: number | string, now: number, zone: string, locale: string): string {
  const time = clockTime(at, zone, locale)
  if (localDay(at, zone) === localDay(now, zone)) return time
  const instant = new Date(at).getTime()
  const near = Math.abs(now - instant) < 6 * 86_400_000
  const day = near
    ? format(locale, { timeZone: zone, weekday: 'short' }).format(instant)
    : dayInWords(instant, now, zone, locale)
  return `${day} ${time}`
}

/** `4 min 12 s`, `12 s`, `1 h 3 min`, `118 d 11 h` */
export function durationInWords(seconds: number): string {
  const nbsp = '\u00a0'
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = whole % 60
  if (hours >= 48) return `${Math.floor(hours / 24)}${nbsp}d ${hours % 24}${nbsp}h`
  if (hours > 0) return `${hours}${nbsp}h ${minutes}${nbsp}min`
  if (minutes > 0) return rest === 0 ? `${minutes}${nbsp}min` : `${minutes}${nbsp}min ${rest}${nbsp}s`
  return `${rest}${nbsp}s`
}
