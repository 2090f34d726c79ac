/** The left side: who waits, in the order in which they are served; what I hold; who sits at the reception. */

import { Trans, useLingui } from '@lingui/react/macro'
import { IconAlarm, IconPlayerPause } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { Elapsed } from '../parts/elapsed.tsx'
import { printed, withNumbersPrinted } from '../parts/numbers.ts'
import { Quoted } from '../parts/quoted.tsx'
import { Status } from '../parts/state-badge.tsx'
import classes from './desk.module.css'
import { type Desk, type DeskCall, heldByKey, rings, type Sight } from './desk-state.ts'
import { DeskKey } from './keys/desk-key.tsx'
import { SeatState } from './seat-state.tsx'

interface Props {
  readonly desk: Desk
  readonly sight: Sight
  readonly ahead: number
  readonly onChoose: (call: DeskCall) => void
  readonly onResume: (call: DeskCall) => void
}

/** More than so many are shown in one line each. */
const DENSE_FROM = 9
const ROW = { roomy: 68, dense: 32 } as const

export function WaitingList({ desk, sight, ahead, onChoose, onResume }: Props) {
  const { t } = useLingui()
  const { waiting, held, call, seat } = sight
  const dense = waiting.length >= DENSE_FROM
  const byKey = heldByKey(sight)
  const box = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: waiting.length,
    getScrollElement: () => box.current,
    estimateSize: () => (dense ? ROW.dense : ROW.roomy),
    getItemKey: (index) => waiting[index]?.liveCallId ?? index,
    overscan: 6,
  })
  return (
    <section className={classes.left} aria-label={t`Calls and seats`}>
      <header className={classes.caption}>
        <h2>
          <Trans>Waiting</Trans> <span className="figures">{waiting.length}</span>
        </h2>
        <span className={classes.meta}>
          <Trans>longest first</Trans>
        </span>
      </header>
      {waiting.length === 0 && (
        <p className={classes.none}>
          <Trans>Nobody waits.</Trans>
        </p>
      )}
      <div ref={box} className={classes.queue} role="list" aria-label={t`Waiting calls`}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
          {rows.getVirtualItems().map(({ index, start, size, key }) => {
            const each = waiting[index]
            return each ? (
              <div
                key={key}
                role="listitem"
                aria-setsize={waiting.length}
                aria-posinset={index + 1}
                className={classes.place}
                style={{ height: size, transform: `translateY(${start}px)` }}
              >
                <WaitingRow
                  call={each}
                  dense={dense}
                  chosen={each.liveCallId === call?.liveCallId}
                  ahead={ahead}
                  promise={desk.promiseSeconds}
                  mine={seat?.seatId}
                  takenBy={desk.seats.find(({ seatId }) => seatId === each.seatId)?.name}
                  onChoose={onChoose}
                />
              </div>
            ) : null
          })}
        </div>
      </div>
      {held.length > 0 && (
        <>
          <header className={classes.caption}>
            <h2>
              <Trans>On hold</Trans> <span className="figures">{held.length}</span>
            </h2>
          </header>
          {held.map((each) => (
            <button
              key={each.liveCallId}
              type="button"
              className={classes.heldRow}
              onClick={() => onResume(each)}
              disabled={each.state === 'passing'}
            >
              <span className="cut">{each.organizationName}</span>
              <Status tone="held" icon={<IconPlayerPause size={15} aria-hidden />}>
                <Elapsed since={each.stateSince} ahead={ahead} />
              </Status>
              <small className="cut">
                {each.state === 'passing'
                  ? t`ringing ${withNumbersPrinted(each.person ?? '')}`
                  : (each.callerName ?? numberOf(each, t`Number withheld`))}
              </small>
              {each.liveCallId === byKey?.liveCallId && (
                <span className={classes.byKey}>
                  {call?.state === 'talking' ? (
                    <>
                      <Trans>swap</Trans> <DeskKey of="swap" />
                    </>
                  ) : (
                    <>
                      <Trans>back</Trans> <DeskKey of="hold" />
                    </>
                  )}
                </span>
              )}
            </button>
          ))}
        </>
      )}
      <Seats desk={desk} ahead={ahead} />
    </section>
  )
}

const numberOf = ({ callerNumber }: DeskCall, withheld: string) =>
  callerNumber ? printed(callerNumber) : withheld

interface RowProps {
  readonly call: DeskCall
  readonly dense: boolean
  readonly chosen: boolean
  readonly ahead: number
  readonly promise: number
  readonly mine: string | undefined
  readonly takenBy: string | undefined
  readonly onChoose: (call: DeskCall) => void
}

function WaitingRow({ call, dense, chosen, ahead, promise, mine, takenBy, onChoose }: RowProps) {
  const { t } = useLingui()
  const elsewhere = call.seatId !== null && call.seatId !== mine
  return (
    <button
      type="button"
      className={dense ? classes.denseRow : classes.waitingRow}
      data-on={chosen || undefined}
      aria-current={chosen || undefined}
      onClick={() => onChoose(call)}
    >
      <b className="cut">{call.organizationName}</b>
      <span className={classes.waits}>
        <IconAlarm size={15} aria-hidden className={classes.late} />
        <Elapsed since={call.since} ahead={ahead} promise={promise} />
      </span>
      <small className="cut">
        <Quoted>{call.card.greeting}</Quoted>
      </small>
      <small>
        {call.returned ? t`came back` : <span className={classes.late}>{t`over ${promise} s`}</span>}
      </small>
      <small className={`${classes.number} figures`}>
        {call.callerName ?? numberOf(call, t`Number withheld`)}
      </small>
      <small className={classes.who}>
        {elsewhere ? t`taken by ${takenBy ?? ''}` : rings(call, mine) ? t`rings you` : ''}
      </small>
    </button>
  )
}

function Seats({ desk, ahead }: { desk: Desk; ahead: number }) {
  return (
    <div className={classes.seats}>
      <h2>
        <Trans>Seats</Trans>
      </h2>
      <ul>
        {desk.seats.map((seat) => (
          <li key={seat.seatId}>
            <span className="cut">
              {seat.name}
              {seat.mine && (
                <>
                  , <Trans>you</Trans>
                </>
              )}
            </span>
            <SeatState seat={seat} ahead={ahead} />
          </li>
        ))}
      </ul>
    </div>
  )
}
