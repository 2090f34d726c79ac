/** Whether the page that was opened has had time to show what it is for: what it can do without is asked for then. */
import { useEffect, useState } from 'react'

/** After the start of the page, ms. */
const AT_REST_MS = 1_500

export function useAtRest(): boolean {
  const [atRest, setAtRest] = useState(() => performance.now() > AT_REST_MS)
  useEffect(() => {
    if (atRest) return
    const timer = setTimeout(() => setAtRest(true), AT_REST_MS - performance.now())
    return () => clearTimeout(timer)
  }, [atRest])
  return atRest
}
