/** What is read from across the room: four figures, each with a word, an icon where it is too high. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { IconAlarm } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Elapsed } from '../../parts/elapsed.tsx'
import { withUnit } from '../../parts/numbers.ts'
import type { Desk, DeskCall } from '../desk-state.ts'
import { longestWaiting } from '../longest-waiting.ts'
import { shareInTime, useReceptionToday } from '../use-reception-today.ts'
import classes from './wallboard.module.css'

interface Props {
  readonly desk: Desk
  readonly waiting: readonly DeskCall[]
  readonly ahead: number
}

export function Headline({ desk, waiting, ahead }: Props) {
  const { t } = useLingui()
  const today = useReceptionToday(desk)?.total
  const { calls = 0 } = today ?? {}
  const longest = longestWaiting(waiting)
  const promise = withUnit(desk.promiseSeconds, 's')
  const ready = desk.seats.filter(({ state }) => state === 'ready').length
  return (
    <dl className={classes.headline}>
      <Figure label={t`Waiting`} note={<Trans>{ready} ready to answer</Trans>}>
        {waiting.length}
      </Figure>
      <Figure label={t`Longest wait`} note={<Trans>promise {promise}</Trans>}>
        {longest ? (
          <span className={classes.longest}>
            <Elapsed since={longest.since} ahead={ahead} promise={desk.promiseSeconds} />
            <IconAlarm className={classes.late} size="0.5em" aria-hidden />
          </span>
        ) : (
          '–'
        )}
      </Figure>
      <Figure
        label={t`Answered within ${promise} today`}
        note={
          today &&
          calls > 0 && (
            <Trans>
              {today.inTime} of {calls}
            </Trans>
          )
        }
      >
        {(today && shareInTime(today)) ?? '–'}
      </Figure>
      <Figure
        label={t`Callers left today`}
        note={today && <Plural value={calls} one="of # call" other="of # calls" />}
      >
        {today?.left ?? '–'}
      </Figure>
    </dl>
  )
}

function Figure({ label, note, children }: { label: string; note: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.figure}>
      <dt>{label}</dt>
      <dd className={`${classes.value} figures`}>{children}</dd>
      <dd className={classes.note}>{note ?? '\u00a0'}</dd>
    </div>
  )
}
