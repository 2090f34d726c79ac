/** A page with something typed is left only when the person says so. */
import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { AskToLeave } from './ask-to-leave.tsx'
import { guardUnsaved } from './unsaved-anywhere.ts'

interface Props {
  /** Whether something would be lost now. */
  readonly unsaved: () => boolean
  /** Ask only for Back and Forward: of a dialog, which itself leads on when it is done. */
  readonly onlyHistory?: boolean
}

/** Of a page: another page is opened, or the tab closed, only when the person says so. */
export function StayWhile({ unsaved }: Pick<Props, 'unsaved'>) {
  const leaving = useStay({ unsaved })
  return leaving && <AskToLeave onStay={leaving.stay} onLeave={leaving.leave} />
}

/** undefined: nobody is about to leave. Otherwise it is to be asked, and one of the two called. */
export function useStay({ unsaved, onlyHistory }: Props): { stay(): void; leave(): void } | undefined {
  const latest = useRef(unsaved)
  latest.current = unsaved
  useEffect(() => guardUnsaved(() => latest.current()), [])
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ action }) => unsaved() && !(onlyHistory && (action === 'PUSH' || action === 'REPLACE')),
    enableBeforeUnload: unsaved,
    withResolver: true,
  })
  return status === 'blocked' ? { stay: reset, leave: proceed } : undefined
}
