/** The thread that writes the call journal (`threaded-lines.ts`): it sleeps while there is nothing to write. */
import { parentPort, workerData } from 'node:worker_threads'
import { LineRing } from './line-ring.ts'
import { FileLines } from './line-writer.ts'
import { writeFrom } from './ring-writer.ts'
import type { Unwritten } from './threaded-lines.ts'

const ring = new LineRing(workerData)
const files = new FileLines()
for (;;) {
  ring.await()
  writeFrom(ring, (error, lines) => parentPort?.postMessage({ error, lines } satisfies Unwritten), files)
}
