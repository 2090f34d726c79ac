/** Work of one call that fails where nobody waits for it must not end the thread, and with it every other call. */
import type { Log } from './log.ts'

/** From now on what this thread's promises fail with, and nobody catches, is written into the log. */
export function outliveRejections(log: Pick<Log, 'error'>): void {
  process.on('unhandledRejection', (error) => log.error({ error }, 'work failed that nobody waited for'))
}
