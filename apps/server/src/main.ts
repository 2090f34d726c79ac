/** The process we ship: reads the configuration, starts the server, ends it in order on a signal. */
import { answerToArguments } from './command-line.ts'
import { givenMemory, lackOfMemory } from './memory-needs.ts'
import { onStopSignal } from './stop-signals.ts'

const answer = answerToArguments(process.argv.slice(2))
if (answer) {
  process[answer.status === 0 ? 'stdout' : 'stderr'].write(answer.words)
  process.exit(answer.status)
}
requireMemory(false)
// Only now: what follows is too much for a heap that is too small.
const { faultsInWords, readConfig } = await import('./config.ts')
const config = readConfig(process.env)
if ('kind' in config) {
  console.error(`Mainline cannot start:\n${faultsInWords(config)}`)
  process.exit(2)
}
requireMemory(config.databaseUrl === undefined)
const { startFailureInWords } = await import('./start-failure.ts')
const { startServer } = await import('./start-server.ts')
const server = await startServer(config).catch((error: unknown) => {
  console.error(`Mainline cannot start: ${startFailureInWords(error, config)}`)
  process.exit(1)
})
// Nobody may read it, or the disk that it goes to may be full: calls are served all the same.
process.stdout.on('error', () => {})
process.stdout.write(server.firstScreen)
const stop = onStopSignal({
  inOrder: () =>
    void server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('Mainline could not stop in order:', error)
        process.exit(1)
      },
    ),
  atOnce: () => process.exit(1),
  tooLate: () => {
    console.error('Mainline could not stop in order: something hangs, such as the database. It ends at once.')
    process.exit(1)
  },
  after: (ms, then) => void setTimeout(then, ms).unref(),
  now: () => performance.now(),
})
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

/** @param embedded whether the database runs within the same limit */
function requireMemory(embedded: boolean): void {
  const lack = lackOfMemory(givenMemory(embedded))
  if (lack === undefined) return
  console.error(`Mainline cannot start: ${lack}`)
  process.exit(2)
}
