/** A word of a choice with its icon before it. */
import type { TablerIcon } from '@tabler/icons-react'
import classes from './with-icon.module.css'

export const WithIcon = ({ icon: Icon, children }: { icon: TablerIcon; children: string }) => (
  <span className={classes.pair}>
    <Icon size={15} stroke={1.75} aria-hidden />
    {children}
  </span>
)
