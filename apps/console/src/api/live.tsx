/**
 * One stream of events a tab (SSE). Whoever shows something says which kinds of event make it old; the cache then
 * fetches it anew. The browser resumes a broken stream by Last-Event-ID itself.
 */
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { eventKinds } from './event-kinds.ts'

export interface LiveEvent {
  readonly kind: string
  readonly numberId?: string | null
  readonly siteId?: string | null
  readonly organizationId?: string | null
  readonly [more: string]: unknown
}

type Listener = (event: LiveEvent) => void

interface Live {
  readonly connected: boolean
  /** When the last event or heartbeat came, epoch ms; undefined before the first. */
  readonly asOf: number | undefined
  listen(listener: Listener): () => void
}

const Context = createContext<Live>({ connected: false, asOf: undefined, listen: () => () => {} })

/** Not live any more after so long without a sign of life, ms. */
const QUIET_MS = 5_000

export function LiveProvider({ children }: { children: ReactNode }) {
  const listeners = useRef(new Set<Listener>())
  const [connected, setConnected] = useState(false)
  const [asOf, setAsOf] = useState<number>()
  useEffect(() => {
    const source = new EventSource('/api/v1/events')
    let late: ReturnType<typeof setTimeout> | undefined
    source.onopen = () => {
      clearTimeout(late)
      setConnected(true)
    }
    source.onerror = () => {
      late ??= setTimeout(() => {
        setAsOf(Date.now() - QUIET_MS)
        setConnected(false)
        late = undefined
      }, QUIET_MS)
    }
    const hear = ({ data }: MessageEvent<string>) => {
      const event: LiveEvent = JSON.parse(data)
      for (const listener of listeners.current) listener(event)
    }
    source.onmessage = hear
    for (const kind of eventKinds) source.addEventListener(kind, hear)
    // What was missed cannot be told any more: everything shown may be old.
    source.addEventListener('reset', () => {
      for (const listener of listeners.current) listener({ kind: 'reset' })
    })
    return () => {
      clearTimeout(late)
      source.close()
    }
  }, [])
  const live = useMemo<Live>(
    () => ({
      connected,
      asOf,
      listen: (listener) => {
        listeners.current.add(listener)
        return () => listeners.current.delete(listener)
      },
    }),
    [connected, asOf],
  )
  return <Context.Provider value={live}>{children}</Context.Provider>
}

export const useLive = (): Live => useContext(Context)

/** Calls back for each event. */
export function useLiveEvents(listener: Listener): void {
  const { listen } = useLive()
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => listen((event) => latest.current(event)), [listen])
}

/**
 * Fetches queries anew when one of these kinds of event comes (`number.` stands for all that begin so).
 * @param organizationId whose events alone are meant
 */
export function useRefreshOn(
  kindsOfEvent: readonly string[],
  queryKey: readonly unknown[],
  organizationId?: string,
): void {
  const client = useQueryClient()
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLiveEvents((event) => {
    const meant = organizationId === undefined || (event.organizationId ?? organizationId) === organizationId
    const concerned =
      event.kind === 'reset' || (meant && kindsOfEvent.some((kind) => event.kind.startsWith(kind)))
    if (!concerned || waiting.current) return
    // A burst of events is one fetch.
    waiting.current = setTimeout(() => {
      waiting.current = undefined
      void client.invalidateQueries({ queryKey: [...queryKey] })
    }, 150)
  })
  useEffect(() => () => clearTimeout(waiting.current), [])
}
