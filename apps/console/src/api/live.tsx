/**
 * One stream of events a tab (SSE). Whoever shows something says which kinds of event make it old; the cache then
 * fetches it anew.
 */
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { ApiRefusal, api } from './client.ts'
import { followEvents, type LiveEvent, QUIET_MS } from './follow-events.ts'

type Listener = (event: LiveEvent) => void

interface Live {
  readonly connected: boolean
  /** When the last event or heartbeat came, epoch ms; undefined before the first. */
  readonly asOf: number | undefined
  listen(listener: Listener): () => void
}

const Context = createContext<Live>({ connected: false, asOf: undefined, listen: () => () => {} })

/** Whoever asks is told by the answer as well that the session is over: the sign-in opens over the page. */
const sessionIsOver = () =>
  api.getMe({}).then(
    () => false,
    (error: unknown) => error instanceof ApiRefusal && error.status === 401,
  )

interface LiveProps {
  /** Nobody is signed in any more, until somebody is again. */
  readonly over: boolean
  readonly children: ReactNode
}

export function LiveProvider({ over, children }: LiveProps) {
  const listeners = useRef(new Set<Listener>())
  const followed = useRef(false)
  const [connected, setConnected] = useState(false)
  const [asOf, setAsOf] = useState<number>()
  useEffect(() => {
    if (over) return
    const end = followEvents({
      hear: (event) => {
        for (const listener of listeners.current) listener(event)
      },
      onLive: (live) => {
        if (!live) setAsOf(Date.now() - QUIET_MS)
        setConnected(live)
      },
      sessionIsOver,
      resumed: followed.current,
    })
    followed.current = true
    return () => {
      end()
      setAsOf(Date.now())
      setConnected(false)
    }
  }, [over])
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
