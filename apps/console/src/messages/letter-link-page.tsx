/**
 * A message by the link of its letter (M13), for whoever has the link. It is played here and not by the address itself: what looks
 * through mail opens every address that stands in a letter, and nobody has heard the message then (N11).
 */
import { Trans, useLingui } from '@lingui/react/macro'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { addressOf } from '../api/client.ts'
import classes from '../sign-in/sign-in.module.css'
import { askWhyNotPlayed, type NotPlayed } from './why-not-played.ts'

export function LetterLinkPage() {
  const { t } = useLingui()
  // Behind `#`, which whoever only opens the page does not send on.
  const link = useLocation().hash
  const address = addressOf('openMessageLink', { params: { link } })
  const [failure, setFailure] = useState<NotPlayed>()
  const asking = useRef<AbortController>(null)
  const title = t`Voicemail message`
  useEffect(() => {
    document.title = `${title} · Mainline`
    return () => asking.current?.abort()
  }, [title])
  const failed = () => {
    const asked = new AbortController()
    asking.current = asked
    void askWhyNotPlayed(address, asked.signal).then((why) => !asked.signal.aborted && setFailure(why))
  }
  return (
    <main className={classes.frame}>
      <div className={classes.brand}>
        <i aria-hidden />
        Mainline
      </div>
      <div className={`card ${classes.card}`}>
        <h1>{title}</h1>
        {/* biome-ignore lint/a11y/useMediaCaption: what a caller said has no captions */}
        <audio
          className={classes.audio}
          controls
          preload="none"
          src={address}
          aria-label={title}
          onPlaying={() => setFailure(undefined)}
          onError={failed}
        />
        {failure && (
          <p role="alert">
            <FailureInWords failure={failure} />
          </p>
        )}
      </div>
    </main>
  )
}

function FailureInWords({ failure }: { failure: NotPlayed }) {
  if (failure === 'gone') return <Trans>The link has expired, or the message was deleted.</Trans>
  if (failure === 'unreachable') return <Trans>The recording cannot be reached right now.</Trans>
  return <Trans>The recording cannot be played.</Trans>
}
