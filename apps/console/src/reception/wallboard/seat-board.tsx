/** Each seat with what it does, and since when; where the reception allows it, it can be listened to. */
import { Trans } from '@lingui/react/macro'
import { may, useMe } from '../../session.ts'
import { type Desk, inConversation, type SeatOnDesk } from '../desk-state.ts'
import { SeatState } from '../seat-state.tsx'
import { ListenButton } from './listen-button.tsx'
import { type ListenIn, useListenIn } from './use-listen-in.ts'
import classes from './wallboard.module.css'

export function SeatBoard({ desk, ahead }: { desk: Desk; ahead: number }) {
  const me = useMe()
  const listenIn = useListenIn(desk.siteId)
  const mayListen = desk.listenIn && may(me, 'listen-in')
  const { seats } = desk
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
            <Row
              key={seat.seatId}
              seat={seat}
              desk={desk}
              ahead={ahead}
              listenIn={mayListen ? listenIn : undefined}
            />
          ))}
        </ul>
      )}
      {mayListen && (
        <p className={classes.rule}>
          {listenIn.error?.message ?? (
            <Trans>Whoever is listened to hears a tone, and the desk says who listens.</Trans>
          )}
        </p>
      )}
    </section>
  )
}

interface RowProps {
  readonly seat: SeatOnDesk
  readonly desk: Desk
  readonly ahead: number
  readonly listenIn: ListenIn | undefined
}

function Row({ seat, desk, ahead, listenIn }: RowProps) {
  const call = desk.calls.find(({ seatId, state }) => seatId === seat.seatId && inConversation(state))
  return (
    <li>
      <span className="cut">{seat.name}</span>
      <span className={classes.doing}>
        {call && !seat.mine && <ListenButton seat={seat} call={call} listenIn={listenIn} />}
        <SeatState seat={seat} ahead={ahead} allTimes size="1em" />
      </span>
    </li>
  )
}
