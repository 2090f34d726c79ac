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

/** Of a page: another page is opened, or the tab closed, only when the person says so. */
export function StayWhile({ unsaved }: Pick<Props, 'unsaved'>) {
  const leaving = useStay({ unsaved })
  return (
    leaving && (
      <Suspense>
        <AskToLeave onStay={leaving.stay} onLeave={leaving.leave} />
      </Suspense>
    )
  )
}

/** undefined: nobody is about to leave. Otherwise it is to be asked, and one of the two called. */
export function useStay({ unsaved, onlyHistory }: Props): { stay(): void; leave(): void } | undefined {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ action }) => unsaved() && !(onlyHistory && (action === 'PUSH' || action === 'REPLACE')),
    enableBeforeUnload: unsaved,
    withResolver: true,
  })
  return status === 'blocked' ? { stay: reset, leave: proceed } : undefined
}
