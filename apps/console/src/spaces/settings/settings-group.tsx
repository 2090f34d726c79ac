/** Settings that belong together, under a title. */
import { type ReactNode, useId } from 'react'
import classes from './site-settings.module.css'

export function SettingsGroup({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} className={classes.group}>
      <h2 id={id} className={classes.title}>
        {title}
      </h2>
      <div className={classes.grid}>{children}</div>
    </div>
  )
}
