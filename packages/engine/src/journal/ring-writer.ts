/** The reading end of the ring: what is in it goes to the files. */
import type { LineRing } from './line-ring.ts'
import { FileLines, type OnUnwritten } from './line-writer.ts'

/** Lines of one order to the system; it takes 1,024 of them. */
const MOST_AT_ONCE = 256

/** Writes all that is in the ring. @param files that knows which of them lack the end of a line */
export function writeFrom(ring: LineRing, onUnwritten: OnUnwritten, files = new FileLines()): void {
  for (;;) {
    const { entries, end } = ring.read(MOST_AT_ONCE)
    if (entries.length === 0) return
    let failed = 0
    for (const [fd, ofOne] of Map.groupBy(entries, (entry) => entry.fd)) {
      const lines = ofOne.map(({ line }) => line)
      const { written, error } = files.append(fd, lines)
      if (written === lines.length) continue
      failed += lines.length - written
      onUnwritten(error, lines.length - written)
    }
    ring.done(end, entries.length, failed)
  }
}
