/** The sound of a message as bars, and where it is being played: a slider over `<audio>`, which stays the truth. */
import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, type PointerEvent, useEffect, useEffectEvent, useState } from 'react'
import type { AnswerOf } from '../api/client.ts'
import { minutes } from '../calls/call-words.ts'
import classes from './waveform.module.css'

/** How many bars a message has, whatever its length. */
const BARS = 150

interface Props {
  readonly peaks: readonly number[] | undefined
  /** Seconds. */
  readonly position: number
  readonly length: number
  readonly onSeek: (seconds: number) => void
}

export function Waveform({ peaks, position, length, onSeek }: Props) {
  const { t } = useLingui()
  const share = length > 0 ? position / length : 0
  const seek = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    onSeek(Math.max(0, Math.min(1, (event.clientX - left) / width)) * length)
  }
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -5, ArrowRight: 5, Home: -length, End: length }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onSeek(Math.max(0, Math.min(length, position + step)))
  }
  return (
    <div
      className={classes.wave}
      role="slider"
      tabIndex={0}
      aria-label={t`Position`}
      aria-valuemin={0}
      aria-valuemax={Math.round(length)}
      aria-valuenow={Math.round(position)}
      aria-valuetext={t`${minutes(position)} of ${minutes(length)}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        seek(event)
      }}
      onPointerMove={(event) => event.buttons === 1 && seek(event)}
      onKeyDown={onKey}
    >
      <svg viewBox={`0 0 ${BARS * 4} 56`} preserveAspectRatio="none" aria-hidden>
        {(peaks ?? flat).map((peak, index) => {
          const height = Math.max(3, peak * 54)
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
              key={index}
              x={index * 4}
              y={28 - height / 2}
              width={2.6}
              height={height}
              rx={1}
              data-played={index / BARS < share || undefined}
            />
          )
        })}
      </svg>
      <u style={{ insetInlineStart: `${share * 100}%` }} />
    </div>
  )
}

const flat = Array.from({ length: BARS }, () => 0.06)

interface Reading {
  /** Of the waveform of a message. */
  readonly address: string
  /** Another number: it is read once more. */
  readonly attempt: number
  readonly onRead: () => void
  readonly onFailed: () => void
}

/** How loud each bar is, 0 to 1; undefined until it is read. */
export function usePeaks({ address, attempt, onRead, onFailed }: Reading): readonly number[] | undefined {
  const [peaks, setPeaks] = useState<readonly number[]>()
  const told = useEffectEvent((read: boolean) => (read ? onRead() : onFailed()))
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt is another reading of the same address
  useEffect(() => {
    const stop = new AbortController()
    setPeaks(undefined)
    readPeaks(address, stop.signal).then(
      (read) => {
        if (stop.signal.aborted) return
        setPeaks(read.length > 0 ? read : undefined)
        told(true)
      },
      () => !stop.signal.aborted && told(false),
    )
    return () => stop.abort()
  }, [address, attempt])
  return peaks
}

async function readPeaks(address: string, signal: AbortSignal): Promise<readonly number[]> {
  const response = await fetch(address, { signal, credentials: 'same-origin' })
  if (!response.ok) throw new Error(`the waveform was refused: ${response.status}`)
  return ((await response.json()) as AnswerOf<'getMessageWaveform'>).peaks
}
