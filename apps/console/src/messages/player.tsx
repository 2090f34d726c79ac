/** Plays one message: play and pause, five seconds back or on, speed, waveform. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward5,
  IconRewindForward5,
} from '@tabler/icons-react'
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { minutes } from '../calls/call-words.ts'
import { addressOfAudio, addressOfWaveform } from './address-of-audio.ts'
import classes from './player.module.css'
import { usePeaks, Waveform } from './waveform.tsx'
import { askWhyNotPlayed, type NotPlayed } from './why-not-played.ts'

export interface PlayerHandle {
  toggle(): void
}

interface Props {
  readonly messageId: string
  /** Seconds, as stored; the file itself decides once it is loaded. */
  readonly length: number
  readonly onPlayed: () => void
  readonly ref?: Ref<PlayerHandle>
}

export function Player({ messageId, length, onPlayed, ref }: Props) {
  const { t } = useLingui()
  const outline = addressOfWaveform(messageId)
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [position, setPosition] = useState(0)
  const [speed, setSpeed] = useState('1')
  const { failure, failed, works } = useFailure(outline)
  const [attempt, setAttempt] = useState(0)
  const peaks = usePeaks({ address: outline, attempt, onRead: works, onFailed: failed })
  const again = () => setAttempt((before) => before + 1)
  useEffect(() => {
    if (audio.current) audio.current.playbackRate = Number(speed)
  }, [speed])
  const toggle = () => {
    const element = audio.current
    if (!element) return
    if (!element.paused) return element.pause()
    if (element.error) element.load()
    // A play that is paused or loaded anew meanwhile is no failure.
    element.play().catch((reason: Error) => reason.name !== 'AbortError' && failed())
  }
  useImperativeHandle(ref, () => ({ toggle }))
  const tryAgain = () => {
    audio.current?.load()
    again()
  }
  const seek = (seconds: number) => {
    if (!audio.current) return
    audio.current.currentTime = seconds
    setPosition(seconds)
  }
  return (
    <div className={classes.player}>
      {/* biome-ignore lint/a11y/useMediaCaption: what a caller said has no captions */}
      <audio
        ref={audio}
        src={addressOfAudio(messageId)}
        // Whoever fetches it has heard it (N11): nothing of it before somebody plays.
        preload="none"
        onPlay={() => setPlaying(true)}
        onPlaying={() => {
          works()
          if (failure) again()
        }}
        onPause={() => setPlaying(false)}
        onEnded={onPlayed}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
        onError={failed}
      />
      <ActionIcon
        className={classes.play}
        radius={24}
        size={48}
        onClick={toggle}
        aria-label={playing ? t`Pause` : t`Play`}
        aria-keyshortcuts="Space"
      >
        {playing ? (
          <IconPlayerPauseFilled size={20} aria-hidden />
        ) : (
          <IconPlayerPlayFilled size={20} aria-hidden />
        )}
      </ActionIcon>
      <div className={classes.rest}>
        <Waveform peaks={peaks} position={position} length={length} onSeek={seek} />
        <div className={classes.controls}>
          <span className="figures">
            <strong>{minutes(position)}</strong> <Trans>of {minutes(length)}</Trans>
          </span>
          {failure && (
            <span className={classes.broken} role="alert">
              <FailureInWords failure={failure} />{' '}
              <Button variant="default" size="compact-sm" onClick={tryAgain}>
                <Trans>Try again</Trans>
              </Button>
            </span>
          )}
          <span className={classes.end}>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconRewindBackward5 size={16} aria-hidden />}
              onClick={() => seek(Math.max(0, position - 5))}
            >
              <Trans>5 s back</Trans>
            </Button>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconRewindForward5 size={16} aria-hidden />}
              onClick={() => seek(Math.min(length, position + 5))}
            >
              <Trans>5 s on</Trans>
            </Button>
            <SegmentedControl
              aria-label={t`Speed`}
              size="xs"
              value={speed}
              onChange={setSpeed}
              data={['1', '1.5', '2'].map((value) => ({ value, label: `${value}×` }))}
            />
          </span>
        </div>
      </div>
    </div>
  )
}

/**
 * What the recording last failed of; gone when it can be had or plays, or another is shown.
 *
 * @param address of its waveform, which is refused as the recording is, and may be asked without hearing it
 */
function useFailure(address: string) {
  const [failure, setFailure] = useState<NotPlayed>()
  const asking = useRef<AbortController>(null)
  const works = useCallback(() => {
    asking.current?.abort()
    setFailure(undefined)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what failed was the recording of the address before
  useEffect(() => works, [address, works])
  const failed = () => {
    asking.current?.abort()
    const asked = new AbortController()
    asking.current = asked
    void askWhyNotPlayed(address, asked.signal).then((why) => !asked.signal.aborted && setFailure(why))
  }
  return { failure, failed, works }
}

function FailureInWords({ failure }: { failure: NotPlayed }) {
  if (failure === 'gone') return <Trans>This server has no such recording; it may have been deleted.</Trans>
  if (failure === 'unreachable') return <Trans>The recording cannot be reached right now.</Trans>
  return <Trans>The recording cannot be played.</Trans>
}
