/** Each seat with what it does, and since when. */
import { Trans } from '@lingui/react/macro'
import type { SeatOnDesk } from '../desk-state.ts'
import { SeatState } from '../seat-state.tsx'
import classes from './wallboard.module.css'

export function SeatBoard({ seats, ahead }: { seats: readonly SeatOnDesk[]; ahead: number }) {
  return (
    <section aria-labelledby="board-seats" className={classes.list}>
      <h2 id="board-seats">
        <Trans>Seats</Trans>
      </h2>
      {seats.length === 0 ? (
        <p className={classes.nobody}>
          <Trans>Nobody sits here. Calls go on to the next step of their route.</Trans>
        </p>
      ) : (
        <ul>
          {seats.map((seat) => (
            <li key={seat.seatId}>
              <span className="cut">{seat.name}</span>
              <SeatState seat={seat} ahead={ahead} allTimes size="1em" />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
