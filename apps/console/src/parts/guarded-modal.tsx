/** A dialog that is not lost by what may be meant otherwise: Escape, its cross, a click beside it, Back. It asks first. */
import { Modal, type ModalProps } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { StayWhile } from './stay-while.tsx'
import { Unsaved, useUnsaved } from './unsaved.tsx'

const AskToLeave = lazy(() => import('./ask-to-leave.tsx'))

/** Asks when a part of it says by `useUnsaved` that it holds something unsaved. */
export function GuardedModal({ onClose, children, ...modal }: ModalProps) {
  const [unsaved] = useState(() => new Set<string>())
  const [asking, setAsking] = useState(false)
  return (
    <Unsaved value={unsaved}>
      <Modal {...modal} onClose={() => (unsaved.size > 0 ? setAsking(true) : onClose())}>
        {children}
      </Modal>
      <StayWhile unsaved={() => unsaved.size > 0} onlyHistory />
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

/** A guarded dialog whose fields are unsaved as soon as anything was typed or ticked in them. */
export function TypedModal({ children, ...modal }: ModalProps) {
  return (
    <GuardedModal {...modal}>
      <Typed>{children}</Typed>
    </GuardedModal>
  )
}

function Typed({ children }: Pick<ModalProps, 'children'>) {
  const [typed, setTyped] = useState(false)
  useUnsaved(typed)
  return (
    <div style={{ display: 'contents' }} onInput={() => setTyped(true)}>
      {children}
    </div>
  )
}
