/** The figures of a whole report, each with its name. */
import { useLingui } from '@lingui/react/macro'
import { durationInWords } from '../parts/time.ts'
import classes from './reports.module.css'

/** What it is, how much, and how much that is of the whole. */
export type Figure = readonly [label: string, value: string, share?: string | undefined]

export function Totals({ figures }: { figures: readonly Figure[] }) {
  const { t } = useLingui()
  return (
    <section className={`card ${classes.card}`} aria-label={t`Totals`}>
      <dl className={classes.figures}>
        {figures.map(([label, value, note]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="figures">
              {value} {note && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** How long something took; a dash where nothing did. */
export const tookInWords = (seconds: number | null): string =>
  seconds === null ? '–' : durationInWords(seconds)
