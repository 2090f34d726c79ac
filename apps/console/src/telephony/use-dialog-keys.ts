/** Ctrl Enter saves, wherever the focus is in the dialog. */
import { useEffect, useRef } from 'react'

export function useDialogKeys({ onSave }: { onSave: () => void }): void {
  const latest = useRef(onSave)
  latest.current = onSave
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
