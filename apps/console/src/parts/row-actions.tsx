/** The actions of a row: buttons beside each other, and one "…" that opens them where room is short. */
import { useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { RowAction } from './row-action.tsx'
import classes from './row-actions.module.css'

export interface ActionOfRow {
  readonly label: string
  readonly icon: ReactNode
  readonly onClick: () => void
  /** Why it cannot be done now; undefined when it can. */
  readonly reason?: string | undefined
  readonly running?: boolean
}

/** @param name what the row is about, for whoever hears the "…" read out */
export function RowActions({ name, actions }: { name: string; actions: readonly ActionOfRow[] }) {
  const { t } = useLingui()
  const narrow = useMediaQuery('(max-width: 639px)')
  if (actions.length === 0) return null
  if (!narrow)
    return (
      <span data-row-actions className={classes.actions}>
        {actions.map(({ label, icon, onClick, reason, running = false }) => (
          <RowAction key={label} icon={icon} reason={reason} running={running} onClick={onClick}>
            {label}
          </RowAction>
        ))}
      </span>
    )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          loading={actions.some(({ running }) => running)}
          aria-label={t`Actions for ${name}`}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, icon, onClick, reason }) => (
          <Menu.Item
            key={label}
            leftSection={icon}
            aria-disabled={reason !== undefined || undefined}
            data-disabled={reason !== undefined || undefined}
            onClick={() => reason === undefined && onClick()}
          >
            {label}
            {reason !== undefined && <span className="meta"> {reason}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
