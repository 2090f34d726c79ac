/** Tells the server that this seat is here, every two seconds; a seat that is silent gets no calls (C7). */
import { useEffect, useRef, useState } from 'react'
import { ApiRefusal, api } from '../api/client.ts'

/** What was not answered by then never will be: the network has lost it, and the next must not wait for it, ms. */
const PATIENCE_MS = 4_000

/**
 * @param seatId undefined: nobody sits here
 * @param canRing whether somebody could be spoken to here
 * @returns whether the last one reached the server
 */
export function useHeartbeat(seatId: string | undefined, canRing: boolean, onClosed: () => void): boolean {
  const [heard, setHeard] = useState(true)
  const closed = useRef(onClosed)
  closed.current = onClosed
  useEffect(() => {
    if (seatId === undefined) return
    let underway = false
    const beat = async () => {
      if (underway) return
      underway = true
      try {
        const signal = AbortSignal.timeout(PATIENCE_MS)
        await api.beatSeat({ params: { seatId }, body: { canRing } }, { signal })
        setHeard(true)
      } catch (error) {
        if (error instanceof ApiRefusal && error.code === 'seat-closed') closed.current()
        else setHeard(false)
      } finally {
        underway = false
      }
    }
    void beat()
    const worker = new Worker(new URL('./heartbeat-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = () => void beat()
    return () => worker.terminate()
  }, [seatId, canRing])
  return heard
}
