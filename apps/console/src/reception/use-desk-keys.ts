/** The keys of the desk (design §5): function keys work everywhere, also while typing; letters and digits outside of fields. */
import { useEffect, useRef } from 'react'
import { isTyping } from '../shell/is-typing.ts'

/** `F2`, `Shift F4`, `v`, `1` … and what they do now; what is not there does nothing. */
export type DeskKeys = Readonly<Record<string, (() => void) | undefined>>

export function useDeskKeys(keys: DeskKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      const everywhere = /^F\d+$/.test(event.key)
      if (!everywhere && isTyping(event.target)) return
      const name = event.shiftKey && everywhere ? `Shift ${event.key}` : event.key
      const run = latest.current[name.length === 1 ? name.toLowerCase() : name]
      if (!run) return
      // Enter on a focused button is the button's; the desk has no use for it (it never answers).
      event.preventDefault()
      event.stopPropagation()
      run()
    }
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [])
}
