/** Plays one message: play and pause, five seconds back or on, speed, waveform. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward5,
  IconRewindForward5,
} from '@tabler/icons-react'
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { minutes } from '../calls/call-words.ts'
import classes from './player.module.css'
import { usePeaks, Waveform } from './waveform.tsx'

export interface PlayerHandle {
  toggle(): void
}

interface Props {
  readonly address: string
  /** Seconds, as stored; the file itself decides once it is loaded. */
  readonly length: number
  readonly onPlayed: () => void
  readonly ref?: Ref<PlayerHandle>
}

export function Player({ address, length, onPlayed, ref }: Props) {
  const { t } = useLingui()
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [position, setPosition] = useState(0)
  const [speed, setSpeed] = useState('1')
  const [broken, setBroken] = useState(false)
  const peaks = usePeaks(address)
  useEffect(() => {
    if (audio.current) audio.current.playbackRate = Number(speed)
  }, [speed])
  const toggle = () => {
    const element = audio.current
    if (!element) return
    if (element.paused) element.play().catch(() => setBroken(true))
    else element.pause()
  }
  useImperativeHandle(ref, () => ({ toggle }))
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
        src={address}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={onPlayed}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
        onError={() => setBroken(true)}
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
          {broken && (
            <span className={classes.broken} role="alert">
              <Trans>The recording cannot be played.</Trans>
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
