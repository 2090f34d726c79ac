/** How loud the microphone is: bars that are drawn without React, ten times a second. */
import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef } from 'react'
import classes from './headset.module.css'

interface Props {
  readonly stream: MediaStream | undefined
  readonly muted: boolean
  readonly wide?: boolean
}

const EVERY_MS = 100
/** Below it is silence, dBFS; from there on each bar is a step up to 0. */
const QUIETEST = -50

export function LevelMeter({ stream, muted, wide = false }: Props) {
  const { t } = useLingui()
  const bars = wide ? 16 : 4
  const shown = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!stream || muted || stream.getAudioTracks().length === 0) return
    const context = new AudioContext()
    const analyser = new AnalyserNode(context, { fftSize: 1024 })
    context.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      draw(shown.current, Math.round(loudness(samples) * bars))
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
      draw(shown.current, 0)
      void context.close()
    }
  }, [stream, muted, bars])
  return (
    <span
      ref={shown}
      className={`${classes.meter} ${wide ? classes.wide : ''}`}
      role="img"
      aria-label={muted ? t`The microphone is off` : t`Level of the microphone`}
    >
      {Array.from({ length: bars }, (_, step) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name
        <i key={step} style={{ '--step': step } as React.CSSProperties} />
      ))}
    </span>
  )
}

/** 0 to 1. */
function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  const decibels = 10 * Math.log10(power + 1e-10)
  return Math.min(1, Math.max(0, 1 - decibels / QUIETEST))
}

function draw(meter: HTMLSpanElement | null, lit: number): void {
  for (const [index, bar] of [...(meter?.children ?? [])].entries())
    bar.toggleAttribute('data-lit', index < lit)
}
