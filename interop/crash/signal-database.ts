/** Signals to the embedded database of a server, with all of its processes. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export function signalDatabase(dataFolder: string, signal: NodeJS.Signals): void {
  const [line = ''] = readFileSync(join(dataFolder, 'postgres/postmaster.pid'), 'latin1').split('\n')
  for (const pid of [Number(line), ...childrenOf(Number(line))]) {
    try {
      process.kill(pid, signal)
    } catch {
      // It ended meanwhile.
    }
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')
        return Number(after.split(' ')[1]) === parent ? [Number(pid)] : []
      } catch {
        return []
      }
    })
}
