/**
 * One action of a row. When it cannot be done now it stays reachable by pointer and focus and says why: `aria-disabled`,
 * never `disabled`.
 */
import { Button, Kbd, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './row-action.module.css'

export interface RowActionProps {
  icon?: ReactNode
  /** Key that does the same while the row has the focus. */
  shortcut?: string
  /** Why it cannot be done now; undefined when it can. */
  reason?: string | undefined
  running?: boolean
  /** The dialog that it opens is open. */
  on?: boolean
  onClick(): void
  children: string
}

export function RowAction({ icon, shortcut, reason, running, on, onClick, children }: RowActionProps) {
  const hint = (
    <span className={classes.hint}>
      {reason ?? children}
      {reason === undefined && shortcut && <Kbd className={classes.key}>{shortcut}</Kbd>}
    </span>
  )
  return (
    <Tooltip label={hint}>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={icon}
        loading={running ?? false}
        aria-disabled={reason !== undefined || undefined}
        data-disabled={reason !== undefined || undefined}
        data-on={on || undefined}
        aria-keyshortcuts={shortcut}
        className={classes.action}
        onClick={(event) => {
          event.stopPropagation()
          if (reason === undefined) onClick()
        }}
      >
        {children}
        {reason !== undefined && <span className="unseen">: {reason}</span>}
      </Button>
    </Tooltip>
  )
}
