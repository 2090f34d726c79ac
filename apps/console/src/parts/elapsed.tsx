/** Times that run: only text changes each second. */
import { useEffect, useRef } from 'react'
import { clockAhead } from '../api/client.ts'
import { everySecond } from './every-second.ts'

/** `0:26`, `12:03` */
function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

interface Props {
  /** ISO instant. */
  readonly since: string
  /** How far the server's clock is ahead, ms; left out: as its last answer told. */
  readonly ahead?: number
  /** Seconds from which on it is too long; the element then says so to its style. */
  readonly promise?: number | undefined
}

export function Elapsed({ since, ahead = clockAhead(), promise }: Props) {
  const ref = useRef<HTMLTimeElement>(null)
  useEffect(() => {
    const start = Date.parse(since)
    const show = () => {
      const element = ref.current
      if (!element) return
      const passed = Date.now() + ahead - start
      element.textContent = minutesAndSeconds(passed)
      if (promise !== undefined) element.dataset['late'] = String(passed > promise * 1_000)
    }
    show()
    return everySecond(show)
  }, [since, ahead, promise])
  return <time ref={ref} className="figures" aria-live="off" />
}
