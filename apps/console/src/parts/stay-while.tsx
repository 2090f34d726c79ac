/** A page with something typed is left only when the person says so. */
import { useBlocker } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'

const AskToLeave = lazy(() => import('./ask-to-leave.tsx'))

/** Of a page: another page is opened, or this one closed, only when the person says so. */
export function StayWhile({ changed }: { changed: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => changed && current.pathname !== next.pathname,
    enableBeforeUnload: () => changed,
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
