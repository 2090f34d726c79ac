/** What a bulk action leaves out, by reason: "0165 is left out: Marlow Freight already has a main number here." */
import { Plural, useLingui } from '@lingui/react/macro'
import { IconAlertTriangle } from '@tabler/icons-react'
import { printed } from '../../parts/numbers.ts'
import { useReasonWords } from './bulk-actions.ts'
import type { BulkPlan } from './bulk-plan.ts'
import classes from './stock.module.css'

/** So many are named; of more only their count is said. */
const NAMED = 4

export function LeftOut({ plan, organization }: { plan: BulkPlan; organization: string | undefined }) {
  const { t } = useLingui()
  const words = useReasonWords()
  const byReason = Map.groupBy(plan.leftOut, ({ reason }) => reason)
  if (byReason.size === 0) return null
  return (
    <ul className={classes.leftOut} role="status">
      {[...byReason].map(([reason, left]) => {
        const names = left.slice(0, NAMED).map(({ number }) => shortName(number.e164))
        const rest = left.length - names.length
        const who = rest > 0 ? t`${names.join(', ')} and ${rest} more` : names.join(', ')
        return (
          <li key={reason}>
            <IconAlertTriangle size={15} aria-hidden />
            <span>
              <Plural value={left.length} one={`${who} is left out:`} other={`${who} are left out:`} />{' '}
              {words(reason, organization)}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** The last block of a number, as people of a site say it. */
const shortName = (e164: string): string => printed(e164).split('\u00a0').at(-1) ?? e164
