/** The time of day for what shows it in minutes. */
import { useEffect, useState } from 'react'

/** Epoch ms, anew with every minute. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
