/** Reads a calendar file within bounds of time and size, off the thread that answers requests (M9). */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { CalendarOptions, CalendarReading } from './read-calendar.ts'

/** Dates of one calendar at most. */
const mostCalendarEvents = 500
/** How far ahead repeating entries are followed, ms: two years and a bit. */
const calendarHorizonMs = 800 * 86_400_000
/** A file that takes longer is given up, ms: a large one may. */
const readingMs = ({ length }: string): number => 5_000 + length / 100

/** @returns a sentence when nothing could be read */
export async function importCalendar(
  text: string,
  zone: string,
  now: number,
  timeoutMs = readingMs(text),
): Promise<CalendarReading | string> {
  const workerData: CalendarOptions = {
    text,
    zone,
    from: now - 86_400_000,
    until: now + calendarHorizonMs,
    limit: mostCalendarEvents,
  }
  const worker = new Worker(new URL('./calendar-worker.ts', import.meta.url), { workerData })
  const giveUp = new AbortController()
  let timer: NodeJS.Timeout | undefined
  // What a busy machine needs to start a thread is not the calendar's.
  worker.once('online', () => {
    timer = setTimeout(() => giveUp.abort(), timeoutMs)
  })
  try {
    const [reading] = await once(worker, 'message', { signal: giveUp.signal })
    return reading
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError')
      return 'The calendar takes too long to read: it repeats too often, or never.'
    throw error
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
