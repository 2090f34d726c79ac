/** A dialog of a main number that shows something once that is loaded, under the head of all of them. */
import { type ReactNode, Suspense } from 'react'
import { Boundary } from '../parts/boundary.tsx'
import { GuardedModal } from '../parts/guarded-modal.tsx'
import { SkeletonRows } from '../parts/states.tsx'
import { DialogTitle } from './dialog-title.tsx'
import classes from './main-dialog.module.css'
import type { MainDialogProps } from './main-dialogs.tsx'

interface Props extends MainDialogProps {
  readonly what: string
  /** px */
  readonly size: number
  /** How many rows it has, about, until it is loaded. */
  readonly rows: number
  /** false: a click beside it does not close it. */
  readonly closeOnClickOutside?: boolean
  readonly children: ReactNode
}

export function MainDialog({ what, number, organization, size, rows, onClose, ...props }: Props) {
  const { closeOnClickOutside = true, children } = props
  return (
    <GuardedModal
      opened
      onClose={onClose}
      size={size}
      title={<DialogTitle what={what} e164={number.e164} note={organization.name} />}
      classNames={{ body: classes.body }}
      closeOnClickOutside={closeOnClickOutside}
    >
      <Boundary>
        <Suspense fallback={<SkeletonRows rows={rows} />}>{children}</Suspense>
      </Boundary>
    </GuardedModal>
  )
}
