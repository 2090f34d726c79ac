/** The clock of a site, by the server's time: what is seen from afar, or fills the screen, has no other to be told by. */
import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef } from 'react'
import { everySecond } from './every-second.ts'
import { clockSeconds, clockTime } from './time.ts'

interface Props {
  readonly zone: string
  /** How far the server's clock is ahead, ms. */
  readonly ahead: number
  readonly seconds?: boolean
  readonly className?: string | undefined
}

export function Clock({ zone, ahead, seconds = false, className = '' }: Props) {
  const { i18n } = useLingui()
  const ref = useRef<HTMLTimeElement>(null)
  useEffect(() => {
    const written = seconds ? clockSeconds : clockTime
    const show = () => {
      if (ref.current) ref.current.textContent = written(Date.now() + ahead, zone, i18n.locale)
    }
    show()
    return everySecond(show)
  }, [zone, ahead, seconds, i18n.locale])
  return <time ref={ref} className={`${className} figures`} aria-live="off" />
}
