/** The head of the queue: whose calls wait, and since when. */
import { Plural, Trans } from '@lingui/react/macro'
import { Elapsed } from '../../parts/elapsed.tsx'
import type { DeskCall } from '../desk-state.ts'
import classes from './wallboard.module.css'

interface Props {
  readonly waiting: readonly DeskCall[]
  /** Seconds from which on a wait is too long. */
  readonly promise: number
  readonly ahead: number
}

/** A wall shows no more, and nobody scrolls it. */
const ROWS = 7

export function WaitingBoard({ waiting, promise, ahead }: Props) {
  const more = waiting.length - ROWS
  return (
    <section aria-labelledby="board-waiting" className={classes.list}>
      <h2 id="board-waiting">
        <Trans>Next</Trans>
      </h2>
      {waiting.length === 0 ? (
        <p className={classes.nobody}>
          <Trans>Nobody waits.</Trans>
        </p>
      ) : (
        <ol>
          {waiting.slice(0, ROWS).map((call) => (
            <li key={call.liveCallId}>
              <span className="cut">{call.organizationName}</span>
              <Elapsed since={call.since} ahead={ahead} promise={promise} />
            </li>
          ))}
        </ol>
      )}
      {more > 0 && (
        <p className={classes.nobody}>
          <Plural value={more} one="# more" other="# more" />
        </p>
      )}
    </section>
  )
}
