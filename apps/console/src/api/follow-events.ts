/**
 * One stream of events (SSE) that comes back. A stream that broke is resumed by the browser, by Last-Event-ID; one that was
 * refused (a database that starts, a proxy while the server is replaced) the browser gives up for good, and another begins.
 */
import { eventKinds } from './event-kinds.ts'

export interface LiveEvent {
  readonly kind: string
  readonly numberId?: string | null
  readonly siteId?: string | null
  readonly organizationId?: string | null
  readonly [more: string]: unknown
}

export interface Following {
  /** `reset`: what was missed cannot be told any more, everything shown may be old. */
  readonly hear: (event: LiveEvent) => void
  /** Whether the stream is live; what is not for a moment only still is. */
  readonly onLive: (live: boolean) => void
  /** Asked before a refused stream is asked for again, which does not say why it was refused. */
  readonly sessionIsOver: () => Promise<boolean>
  /** There was a stream before this one: what came in between was missed. */
  readonly resumed: boolean
}

/** Not live any more after so long without a stream, ms. */
export const QUIET_MS = 5_000

const SHORTEST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000

/** Longer from refusal to refusal, and never the same for every page: a server that is back is not asked by all at once. */
function waitBefore(attempt: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** attempt)
  return SHORTEST_WAIT_MS + Math.random() * (longest - SHORTEST_WAIT_MS)
}

/** Hears events until the returned function is called, or the session is over: whoever signs in again follows anew. */
export function followEvents({ hear, onLive, sessionIsOver, resumed }: Following): () => void {
  let source: EventSource
  let missed = resumed
  let refusals = 0
  let ended = false
  let late: ReturnType<typeof setTimeout> | undefined
  let next: ReturnType<typeof setTimeout> | undefined

  const onOpen = () => {
    clearTimeout(late)
    late = undefined
    refusals = 0
    onLive(true)
    if (missed) hear({ kind: 'reset' })
    missed = false
  }
  const onError = () => {
    late ??= setTimeout(() => onLive(false), QUIET_MS)
    if (source.readyState !== EventSource.CLOSED) return
    missed = true
    refusals += 1
    next = setTimeout(() => void again(), waitBefore(refusals))
  }
  const again = async () => {
    const over = await sessionIsOver()
    if (!over && !ended) open()
  }
  const onMessage = ({ data }: MessageEvent<string>) => hear(JSON.parse(data))
  const open = () => {
    source = new EventSource('/api/v1/events')
    source.onopen = onOpen
    source.onerror = onError
    source.onmessage = onMessage
    for (const kind of eventKinds) source.addEventListener(kind, onMessage)
    source.addEventListener('reset', () => hear({ kind: 'reset' }))
  }
  open()
  return () => {
    ended = true
    clearTimeout(late)
    clearTimeout(next)
    source.close()
  }
}
