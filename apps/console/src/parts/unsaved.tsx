/** What was typed and not saved is not lost by Escape, by a click beside a dialog, or by a link: it is asked first. */
import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useRef, useState } from 'react'

const AskToLeave = lazy(() => import('./ask-to-leave.tsx'))

const Unsaved = createContext<{ current: boolean }>({ current: false })

/** Tells the guard around this part whether something is typed that is not saved. */
export function useUnsaved(changed: boolean): void {
  const unsaved = useContext(Unsaved)
  unsaved.current = changed
  useEffect(
    () => () => {
      unsaved.current = false
    },
    [unsaved],
  )
}

interface GuardProps {
  /** What is closed, once nothing is lost by it or the person says so. */
  readonly onClose: () => void
  /** @param dismiss for what may be meant otherwise: Escape, the cross, a click beside */
  readonly children: (dismiss: () => void) => ReactNode
}

export function UnsavedGuard({ onClose, children }: GuardProps) {
  const unsaved = useRef(false)
  const [asking, setAsking] = useState(false)
  return (
    <Unsaved value={unsaved}>
      {children(() => (unsaved.current ? setAsking(true) : onClose()))}
      {asking && (
        <Suspense>
          <AskToLeave
            onStay={() => setAsking(false)}
            onLeave={() => {
              setAsking(false)
              onClose()
            }}
          />
        </Suspense>
      )}
    </Unsaved>
  )
}
