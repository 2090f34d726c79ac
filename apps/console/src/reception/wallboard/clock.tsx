/** The clock of the site, by the server's time: a wall has nothing else to tell it by. */
import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { clockTime } from '../../parts/time.ts'
import classes from './wallboard.module.css'

/** @param ahead how far the server's clock is ahead, ms */
export function Clock({ zone, ahead }: { zone: string; ahead: number }) {
  const { i18n } = useLingui()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time className={`${classes.clock} figures`} aria-live="off">
      {clockTime(now + ahead, zone, i18n.locale)}
    </time>
  )
}
