/** Between instants and the local times that pickers show: `YYYY-MM-DD HH:mm:ss` of a zone. */

/** An instant (ISO 8601) as local time of the zone. */
export function localOfInstant(instant: string | number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '00'
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}:${of('second')}`
}

/**
 * The instant of a local time. A time that daylight saving leaves out is moved on by what the clock leaps; of one that
 * comes twice the first is meant.
 */
export function instantOfLocal(local: string, zone: string): string {
  const asUtc = Date.parse(`${local.replace(' ', 'T').slice(0, 19)}Z`)
  const offsetAt = (at: number) => Date.parse(`${localOfInstant(at, zone).replace(' ', 'T')}Z`) - at
  const before = offsetAt(asUtc - 86_400_000)
  const after = offsetAt(asUtc + 86_400_000)
  const first = asUtc - Math.max(before, after)
  const found = [first, asUtc - Math.min(before, after)].find((at) => at + offsetAt(at) === asUtc)
  return new Date(found ?? asUtc - before).toISOString()
}

/**
 * What daylight saving makes of a local time of the zone: it is left out when clocks go forward, or comes twice when they go
 * back (M8); undefined: neither.
 */
export function clockChange(local: string, zone: string): 'skipped' | 'twice' | undefined {
  const typed = local.replace('T', ' ').slice(0, 16)
  const first = Date.parse(instantOfLocal(local, zone))
  const shows = (at: number) => localOfInstant(at, zone).slice(0, 16)
  if (shows(first) !== typed) return 'skipped'
  // Clocks are put back by an hour, at Lord Howe by half of one.
  return [30, 60].some((later) => shows(first + later * 60_000) === typed) ? 'twice' : undefined
}
