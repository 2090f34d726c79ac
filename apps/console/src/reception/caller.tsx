/** Who calls: number and name at once; while it rings, a line of what is known of the caller, once that is read. */
import { SelectOrdinal, Trans, useLingui } from '@lingui/react/macro'
import { printed } from '../parts/numbers.ts'
import { whenInWords } from '../parts/time.ts'
import classes from './desk.module.css'
import type { DeskCall } from './desk-state.ts'
import { digitsOf, knownOfCaller, MOST_READ } from './known-of-caller.ts'
import { useCallerHistory } from './use-caller-history.ts'

export function Caller({ call }: { call: DeskCall }) {
  const { t } = useLingui()
  return (
    <p className={classes.caller}>
      <b className="figures">{call.callerNumber ? printed(call.callerNumber) : t`Number withheld`}</b>{' '}
      {call.callerName && <span className="middle">{call.callerName}</span>}
    </p>
  )
}

/** Its place is kept while it is read: nothing below may move under a pointer. Of a caller that nobody can know it says nothing. */
export function CallerBefore({ call, zone }: { call: DeskCall; zone: string }) {
  if (digitsOf(call) === undefined || call.organizationId === null) return null
  return (
    <p className={`${classes.before} middle`}>
      <Before call={call} zone={zone} />
    </p>
  )
}

function Before({ call, zone }: { call: DeskCall; zone: string }) {
  const { i18n } = useLingui()
  const { data } = useCallerHistory(call)
  if (!data) return null
  const now = Date.parse(call.since)
  const { ofMonth, orMore, isFirst, spokeTo } = knownOfCaller(data.items, now, zone)
  // Of calls at other sites not all may be seen: of none nothing follows.
  if (isFirst) return null
  const when = spokeTo && whenInWords(spokeTo.at, now, zone, i18n.locale)
  return (
    <>
      {orMore ? (
        <Trans>More than {MOST_READ} calls this month.</Trans>
      ) : (
        <SelectOrdinal
          value={ofMonth}
          one="#st call this month."
          two="#nd call this month."
          few="#rd call this month."
          other="#th call this month."
        />
      )}{' '}
      {spokeTo && (
        <Trans>
          Last spoke to {spokeTo.name}, {when}.
        </Trans>
      )}
    </>
  )
}
