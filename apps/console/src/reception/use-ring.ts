/** What is heard and shown outside of the page while a call rings: two tones every three seconds, a notification. */
import { useEffect, useRef } from 'react'

const EVERY_MS = 3_000

/** @param title of the notification; undefined: nothing rings */
export function useRing(title: string | undefined, body: string, sound: boolean): void {
  useEffect(() => {
    if (title === undefined || !sound) return
    const context = new AudioContext()
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
  }, [title, sound])
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
