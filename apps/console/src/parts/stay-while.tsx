/** A page with something typed is left only when the person says so. */
import { useBlocker } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'

const AskToLeave = lazy(() => import('./ask-to-leave.tsx'))

interface Props {
  /** Whether something would be lost now. */
  readonly unsaved: () => boolean
  /** Ask only for Back and Forward: of a dialog, which itself leads on when it is done. */
  readonly onlyHistory?: boolean
}

/** Of a page or dialog: another page is opened, or the tab closed, only when the person says so. */
export function StayWhile({ unsaved, onlyHistory }: Props) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ action }) => unsaved() && !(onlyHistory && (action === 'PUSH' || action === 'REPLACE')),
    enableBeforeUnload: unsaved,
    withResolver: true,
  })
  return (
    status === 'blocked' && (
      <Suspense>
        <AskToLeave onStay={reset} onLeave={proceed} />
      </Suspense>
    )
  )
}
