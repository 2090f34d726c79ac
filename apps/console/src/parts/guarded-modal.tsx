/** A dialog that is not lost by what may be meant otherwise: Escape, its cross, a click beside it, Back. It asks first. */
import { Modal, type ModalProps } from '@mantine/core'
import { useState } from 'react'
import { AskToLeave } from './ask-to-leave.tsx'
import { useStay } from './stay-while.tsx'
import { Unsaved, useUnsaved } from './unsaved.tsx'

/** Asks when a part of it says by `useUnsaved` that it holds something unsaved. */
export function GuardedModal({ onClose, children, ...modal }: ModalProps) {
  const [unsaved] = useState(() => new Set<string>())
  const [closing, setClosing] = useState(false)
  const back = useStay({ unsaved: () => unsaved.size > 0, onlyHistory: true })
  const asking = closing || back !== undefined
  return (
    <Unsaved value={unsaved}>
      <Modal
        {...modal}
        // The question has the keys while it is asked.
        closeOnEscape={!asking}
        onClose={() => (unsaved.size > 0 ? setClosing(true) : onClose())}
      >
        {children}
      </Modal>
      {asking && (
        <AskToLeave
          onStay={() => {
            setClosing(false)
            back?.stay()
          }}
          onLeave={() => {
            setClosing(false)
            if (back) back.leave()
            else onClose()
          }}
        />
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
    <div
      style={{ display: 'contents' }}
      onInput={() => setTyped(true)}
      // A choice from a list or a calendar is no input of the field.
      onClickCapture={({ target }) => {
        if (
          target instanceof Element &&
          target.closest('[role="option"], [class*="Calendar-day"], [class*="-day"]')
        )
          setTyped(true)
      }}
    >
      {children}
    </div>
  )
}
