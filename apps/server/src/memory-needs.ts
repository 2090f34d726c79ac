/**
 * What memory a start needs. With less the process is killed in the middle of it, by V8 or by the system, and nothing says why.
 * Loads nothing: whoever has little must get as far as here.
 */

/** Below it V8 ends the process while it loads or opens the database, MiB. */
const LEAST_HEAP = 64
/** What a server without calls has of its own, which nothing gives back: itself, with its code in large pages, MiB. */
const LEAST_MEMORY = 304
/** … and with the processes of the embedded database. */
const LEAST_WITH_DATABASE = 368
const MIB = 1024 ** 2

export interface GivenMemory {
  /** Of Node, in their order: the last one of a kind counts. */
  readonly options: readonly string[]
  /** What the system lets the process have (cgroup), bytes; 0 or more than there is: no limit. */
  readonly limit: number
  /** Whether the database runs within the same limit. */
  readonly embedded: boolean
}

/** @returns what there is and what is needed; undefined when it is enough to start */
export function lackOfMemory({ options, limit, embedded }: GivenMemory): string | undefined {
  const heap = heapOf(options)
  if (heap > 0 && heap < LEAST_HEAP)
    return `its heap may hold ${heap} MiB (--max-old-space-size, as in NODE_OPTIONS), and it needs at least ${LEAST_HEAP} MiB. Leave the option out, or raise it.`
  const needed = embedded ? LEAST_WITH_DATABASE : LEAST_MEMORY
  const has = Math.floor(limit / MIB)
  if (limit === 0 || has >= needed) return undefined
  return `it may use ${has} MiB of memory (limit of the container or service), and it needs at least ${needed} MiB${embedded ? ' with the embedded database' : ''}, more with calls. Raise the limit.`
}

/** What this process was given. */
export const givenMemory = (embedded: boolean): GivenMemory => ({
  options: [...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/), ...process.execArgv],
  limit: process.constrainedMemory(),
  embedded,
})

/** @returns MiB; 0: as V8 chooses */
function heapOf(options: readonly string[]): number {
  const found = [...options.join(' ').matchAll(/(?:^|\s)"?--max[-_]old[-_]space[-_]size[=\s]"?(\d+)/g)]
  return Number(found.at(-1)?.[1] ?? 0)
}
