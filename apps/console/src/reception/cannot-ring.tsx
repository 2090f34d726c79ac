/** The bar over the whole desk while no call can be answered at it: why, what becomes of calls, and the way out. */
import { Trans } from '@lingui/react/macro'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import classes from './desk.module.css'
import type { PhoneTrouble, SeatPhone } from './use-seat-phone.ts'

interface Props {
  /** The server could not ring this seat. */
  readonly offline: boolean
  /** The server hears this page. */
  readonly heard: boolean
  readonly phone: SeatPhone
}

/** How long a page may take to connect before that is trouble, ms. */
const CONNECTS_WITHIN_MS = 3_000

export function CannotRing({ offline, heard, phone }: Props) {
  const late = useLasting(phone.inPage && (offline || phone.trouble === 'connecting'), CONNECTS_WITHIN_MS)
  const { trouble } = phone
  const known = trouble !== undefined && trouble !== 'connecting'
  if (!known && heard && !late && (phone.inPage || !offline)) return null
  return (
    <div className={classes.cannotRing} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        {known ? (
          <Why trouble={trouble} />
        ) : !heard ? (
          <Trans>The server does not hear this page. Calls go to the other seats until it does.</Trans>
        ) : phone.inPage ? (
          <Trans>This page has no connection for calls. They go to the other seats until it has.</Trans>
        ) : (
          <Trans>
            Your phone cannot ring. Calls go to the other seats. See that it is switched on and registered.
          </Trans>
        )}
      </span>
      {known && trouble !== 'insecure' && (
        <button type="button" className={classes.link} onClick={phone.retry}>
          {trouble === 'elsewhere' ? <Trans>Answer here instead</Trans> : <Trans>Try again</Trans>}
        </button>
      )}
    </div>
  )
}

function Why({ trouble }: { trouble: Exclude<PhoneTrouble, 'connecting'> }) {
  switch (trouble) {
    case 'gone':
      return (
        <Trans>
          Your headset is gone. Calls go to the other seats. Plug it in, or choose another microphone above.
        </Trans>
      )
    case 'denied':
      return (
        <Trans>
          The microphone may not be used. Calls go to the other seats. Allow it beside the address of this
          page.
        </Trans>
      )
    case 'insecure':
      return (
        <Trans>
          Browsers give a microphone to pages over HTTPS only. Calls go to the other seats. Sit down again
          with a desk phone, or open this page by its https address.
        </Trans>
      )
    case 'elsewhere':
      return <Trans>Your seat is open in another tab or browser. Calls are answered there.</Trans>
  }
}

/** Whether the condition has held for so long. */
function useLasting(condition: boolean, milliseconds: number): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!condition) return
    const timer = setTimeout(() => setLasting(true), milliseconds)
    return () => {
      clearTimeout(timer)
      setLasting(false)
    }
  }, [condition, milliseconds])
  return lasting
}
