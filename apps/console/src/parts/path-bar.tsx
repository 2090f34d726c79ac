/** A route drawn to scale: who would ring for how long, and where it ends. A path without an end is hatched red. */
import { useLingui } from '@lingui/react/macro'
import classes from './path-bar.module.css'

export interface PathPart {
  readonly key: string
  readonly label: string
  /** undefined: it ends here, or never. */
  readonly seconds: number | undefined
  readonly wrong?: boolean
}

/** Width of the last part, as seconds: a mailbox has no length of its own. */
const END_SECONDS = 14

export function PathBar({ parts, label }: { parts: readonly PathPart[]; label: string }) {
  const { t } = useLingui()
  let at = 0
  const placed = parts.map((part) => {
    const from = at
    at += part.seconds ?? END_SECONDS
    return { ...part, from }
  })
  return (
    <div className={classes.bar} role="img" aria-label={label}>
      {placed.map(({ key, label: name, seconds, wrong, from }) => (
        <div key={key} className={classes.part} style={{ flexGrow: seconds ?? END_SECONDS }}>
          <span
            className={`${classes.block} cut`}
            data-end={seconds === undefined || undefined}
            data-wrong={wrong || undefined}
          >
            {name}
          </span>
          <span className={`${classes.at} figures`}>{t`${from} s`}</span>
        </div>
      ))}
    </div>
  )
}
