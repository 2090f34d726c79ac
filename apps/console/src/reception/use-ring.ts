/** What is heard and shown outside of the page while a call rings: two tones every three seconds, a notification. */
import { useEffect, useRef } from 'react'
import type { DeskCall } from './desk-state.ts'

const EVERY_MS = 3_000

/**
 * @param call undefined: nothing rings
 * @param bell the loudspeaker that rings; undefined: the system's
 */
export function useRing(call: DeskCall | undefined, sound: boolean, bell: string | undefined): void {
  const title = call?.organizationName
  const body = call?.card.greeting ?? ''
  const rings = call !== undefined
  useEffect(() => {
    if (!rings || !sound) return
    const context = openBell(bell)
    const ring = () => {
      for (const [at, frequency] of [
        [0, 660],
        [0.22, 880],
      ] as const) {
        const tone = context.createOscillator()
        const level = context.createGain()
        tone.frequency.value = frequency
        level.gain.setValueAtTime(0, context.currentTime + at)
        level.gain.linearRampToValueAtTime(0.12, context.currentTime + at + 0.02)
        level.gain.exponentialRampToValueAtTime(0.001, context.currentTime + at + 0.4)
        tone.connect(level).connect(context.destination)
        tone.start(context.currentTime + at)
        tone.stop(context.currentTime + at + 0.42)
      }
    }
    ring()
    const timer = setInterval(ring, EVERY_MS)
    return () => {
      clearInterval(timer)
      void context.close()
    }
  }, [rings, sound, bell])
  const shown = useRef<Notification>(undefined)
  useEffect(() => {
    const allowed = 'Notification' in window && Notification.permission === 'granted'
    if (title === undefined || !allowed || document.visibilityState === 'visible') return
    const notification = new Notification(title, { body, tag: 'reception' })
    notification.onclick = () => window.focus()
    shown.current = notification
    return () => notification.close()
  }, [title, body])
}

/** A bell that is gone leaves the ringing at the system's loudspeaker. */
function openBell(bell: string | undefined): AudioContext {
  const context: AudioContext & { setSinkId?: (id: string) => Promise<void> } = new AudioContext()
  if (bell !== undefined) void context.setSinkId?.(bell).catch(() => {})
  return context
}
