/**
 * A call as bars over time: one line a leg, rings striped, talk solid; the steps of the route above. When the talk is
 * much longer than what led to it, the axis is broken after the answer so that the interesting part stays readable.
 */

import { Trans, useLingui } from '@lingui/react/macro'
import { IconCircleCheck } from '@tabler/icons-react'
import { said } from '../api/server-words.ts'
import { withNumbersPrinted } from '../parts/numbers.ts'
import { Status } from '../parts/state-badge.tsx'
import { type CallInFull, minutes, useLegWords, useStepWords, useTargetWords } from './call-words.ts'
import classes from './timeline.module.css'

interface Bar {
  readonly from: number
  readonly to: number
  readonly kind: 'rings' | 'talks' | 'waits' | 'records'
}

interface Line {
  readonly key: string
  readonly name: string
  readonly note: string
  readonly bars: readonly Bar[]
  readonly words: string
  readonly answered: boolean
}

export function Timeline({ call }: { call: CallInFull }) {
  const { t } = useLingui()
  const stepWords = useStepWords()
  const targetWords = useTargetWords()
  const lines = useLines(call)
  const start = Date.parse(call.startedAt)
  const scale = scaleOf(
    start,
    call.answeredAt ? Date.parse(call.answeredAt) : undefined,
    Date.parse(call.endedAt),
  )
  const steps = call.path.filter(
    ({ step, from, to }) => step !== 'arrival' && Date.parse(to) > Date.parse(from),
  )
  const answered = call.answeredAt ? [Date.parse(call.answeredAt)] : []
  const times = [...steps.map(({ from }) => Date.parse(from)), ...answered, Date.parse(call.endedAt)]
  const marks = apart([...new Set(times)].filter((at) => at > start).toSorted(), scale)
  return (
    <section className={`card ${classes.card}`} aria-labelledby="timeline">
      <header className={classes.head}>
        <h2 id="timeline">
          <Trans>Timeline</Trans>
        </h2>
        <div className={`${classes.legend} meta`}>
          <span>
            <i data-kind="rings" />
            <Trans>Rings</Trans>
          </span>
          <span>
            <i data-kind="waits" />
            <Trans>Waits for reception</Trans>
          </span>
          <span>
            <i data-kind="talks" />
            <Trans>Talks</Trans>
          </span>
          <span>
            <i data-kind="records" />
            <Trans>Mailbox or notice</Trans>
          </span>
        </div>
      </header>
      <div className={classes.grid}>
        <div />
        <div className={classes.lane}>
          {steps.map(({ step, target, from, to }, index) => (
            <span
              key={`${step} ${from}`}
              className={`${classes.step} cut`}
              style={place(scale, Date.parse(from), Date.parse(to))}
              title={targetWords({ step, target })}
            >
              {index + 1} {stepWords[step]}
            </span>
          ))}
        </div>
        <div />
        {lines.map(({ key, name, note, bars, words, answered }) => (
          <div key={key} className={classes.line}>
            <div className="cut">
              <strong className={classes.name}>{name}</strong> <span className="quiet figures">{note}</span>
            </div>
            <div className={classes.lane} aria-hidden>
              {marks.map((at) => (
                <u key={at} style={{ insetInlineStart: `${scale.at(at) * 100}%` }} />
              ))}
              {bars.map(({ from, to, kind }) => (
                <i key={`${kind}${from}`} data-kind={kind} style={place(scale, from, to)} />
              ))}
            </div>
            <div className={`${classes.words} figures`} data-answered={answered || undefined}>
              {answered ? (
                <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
                  {words}
                </Status>
              ) : (
                words
              )}
            </div>
          </div>
        ))}
        <div />
        <div className={classes.axis} aria-hidden>
          <span style={{ insetInlineStart: 0 }}>0</span>
          {marks.map((at) => (
            <span key={at} style={{ insetInlineStart: `${scale.at(at) * 100}%` }}>
              +{at - start < 100_000 ? t`${Math.round((at - start) / 1000)} s` : minutes((at - start) / 1000)}
            </span>
          ))}
        </div>
        <div className="meta">{scale.broken && <Trans>not to scale after the answer</Trans>}</div>
      </div>
    </section>
  )
}

/** Marks that have room for their words; the last one is the end. */
const apart = (marks: readonly number[], scale: Scale): readonly number[] =>
  marks.filter((at, index) => {
    const next = marks[index + 1]
    return next === undefined || scale.at(next) - scale.at(at) > 0.08
  })

interface Scale {
  /** 0 to 1 */
  at(instant: number): number
  readonly broken: boolean
}

function scaleOf(start: number, answered: number | undefined, end: number): Scale {
  const whole = Math.max(1, end - start)
  const before = (answered ?? end) - start
  if (answered === undefined || before / whole > 0.25)
    return { at: (at) => (at - start) / whole, broken: false }
  // What led to the answer takes 60 % of the width.
  const share = before === 0 ? 0.02 : 0.6
  return {
    broken: true,
    at: (at) =>
      at <= answered
        ? ((at - start) / Math.max(1, before)) * share
        : share + ((at - answered) / Math.max(1, end - answered)) * (1 - share),
  }
}

const place = (scale: Scale, from: number, to: number) => ({
  insetInlineStart: `${scale.at(from) * 100}%`,
  width: `${Math.max(0.4, (scale.at(to) - scale.at(from)) * 100)}%`,
})

function useLines(call: CallInFull): readonly Line[] {
  const { t } = useLingui()
  const legWords = useLegWords()
  const stepWords = useStepWords()
  const targetWords = useTargetWords()
  const end = Date.parse(call.endedAt)
  const legs = call.legs.map((leg): Line => {
    const from = Date.parse(leg.startedAt)
    const to = leg.endedAt ? Date.parse(leg.endedAt) : end
    const answered = leg.answeredAt ? Date.parse(leg.answeredAt) : undefined
    const bars: Bar[] = [{ from, to: answered ?? to, kind: 'rings' }]
    const talked =
      answered !== undefined && (leg.outcome === 'answered' || leg.outcome === 'ended' || !leg.outcome)
    if (talked) bars.push({ from: answered, to, kind: 'talks' })
    return {
      key: `leg ${leg.leg}`,
      name: withNumbersPrinted(leg.name),
      note: leg.external ? t`outside` : (leg.extension ?? ''),
      bars,
      words: legWords(leg),
      answered: talked,
    }
  })
  const rest = call.path
    .filter(({ step }) => step === 'voicemail' || step === 'notice' || step === 'reception')
    .map(
      (entry): Line => ({
        key: `${entry.step} ${entry.from}`,
        name: entry.step === 'notice' ? targetWords(entry) : stepWords[entry.step],
        note: entry.step === 'notice' ? '' : targetWords(entry),
        bars: [
          {
            from: Date.parse(entry.from),
            to: Date.parse(entry.to),
            kind: entry.step === 'reception' ? 'waits' : 'records',
          },
        ],
        words: said(entry.reason),
        answered: false,
      }),
    )
  return [...legs, ...rest]
}
