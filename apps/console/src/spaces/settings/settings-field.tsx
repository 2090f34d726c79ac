/** A field of the settings of a site, with what follows from a change of it: said before it is saved, and heard. */
import { IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Note } from '../../parts/state-badge.tsx'
import classes from './site-settings.module.css'

interface Props {
  /** What its change means; nothing while it is as it was saved. */
  readonly follows?: ReactNode
  /** It has the whole line. */
  readonly wide?: boolean
  readonly children: ReactNode
}

export function SettingsField({ follows, wide, children }: Props) {
  return (
    <div className={wide ? classes.wide : classes.field}>
      {children}
      <div role="status" className={classes.follows}>
        {follows && (
          <Note tone="wait" icon={<IconInfoCircle size={16} aria-hidden />}>
            {follows}
          </Note>
        )}
      </div>
    </div>
  )
}
