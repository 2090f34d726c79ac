/** The SIP messages of a call as a ladder: ends as columns, messages as arrows between them, from top to bottom in time. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { CallInFull } from './call-words.ts'
import classes from './ladder.module.css'
import { type End, endsOf, type LadderRow, ladderRows, messageWords } from './ladder-rows.ts'

export function Ladder({ call }: { call: CallInFull }) {
  const { t } = useLingui()
  const [shown, setShown] = useState<'key' | 'all'>('key')
  const count = (call.ladder?.messages.length ?? 0) + (call.ladder?.leftOut ?? 0)
  const rows = ladderRows(call, shown === 'all')
  return (
    <section className={`card ${classes.card}`} aria-labelledby="ladder">
      <header className={classes.head}>
        <h2 id="ladder">
          <Trans>SIP ladder</Trans>
        </h2>
        <span className="quiet">
          <Plural value={count} one="# message" other="# messages" />
        </span>
        {count > 0 && (
          <SegmentedControl
            className={classes.choice}
            size="xs"
            aria-label={t`Which messages are shown`}
            value={shown}
            onChange={(value) => setShown(value as 'key' | 'all')}
            data={[
              { value: 'key', label: t`Key messages` },
              { value: 'all', label: t`All` },
            ]}
          />
        )}
      </header>
      {count === 0 ? (
        <p className="quiet">
          <Trans>The messages of this call were not kept.</Trans>
        </p>
      ) : (
        <Arrows rows={rows} />
      )}
      {call.ladder && call.ladder.leftOut > 0 && (
        <p className="meta">
          <Plural
            value={call.ladder.leftOut}
            one="# later message was not kept."
            other="# later messages were not kept."
          />
        </p>
      )}
    </section>
  )
}

function Arrows({ rows }: { rows: readonly LadderRow[] }) {
  const { t } = useLingui()
  const words = useEndWords()
  const ends = endsOf(rows)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it is wider than the page, and scrolled by the arrow keys
    <div className={classes.scroll} role="group" aria-label={t`Messages of the call`} tabIndex={0}>
      <div className={classes.ladder}>
        <div className={classes.ends} aria-hidden>
          {ends.map((end) => (
            <span key={end}>{words[end]}</span>
          ))}
        </div>
        <div className={classes.body}>
          <div className={classes.lines} aria-hidden>
            {ends.map((end, index) => (
              <i key={end} style={{ insetInlineStart: `${center(index, ends)}%` }} />
            ))}
          </div>
          <ol className={classes.rows}>
            {rows.map((row) => (
              <Arrow key={row.key} row={row} ends={ends} />
            ))}
          </ol>
        </div>
      </div>
    </div>
  )
}

function Arrow({ row, ends }: { row: LadderRow; ends: readonly End[] }) {
  const { t } = useLingui()
  const words = useEndWords()
  const [from, to] = [ends.indexOf(row.from), ends.indexOf(row.to)]
  const left = Math.min(from, to)
  const phones = row.names.length
  return (
    <li className={classes.row}>
      <span className={`${classes.time} figures`}>{(row.milliseconds / 1000).toFixed(3)}</span>
      <span className={classes.lane}>
        <span
          className={classes.arrow}
          data-towards={to > from ? 'end' : 'start'}
          data-method={row.status === null ? row.method : undefined}
          data-tone={toneOf(row)}
          style={{
            insetInlineStart: `${center(left, ends)}%`,
            width: `${(Math.abs(to - from) / ends.length) * 100}%`,
          }}
        >
          <span className="unseen">{t`${words[row.from]} to ${words[row.to]}:`} </span>
          <span className={`${classes.words} cut`} title={row.names.join(', ')}>
            {messageWords(row)}
            {phones === 1 && `, ${row.names[0]}`}
            {row.again && (
              <>
                , <Trans>again</Trans>
              </>
            )}
            {phones > 1 && (
              <>
                , <Plural value={phones} one="# phone" other="# phones" />
              </>
            )}
          </span>
        </span>
      </span>
    </li>
  )
}

/** Middle of a column, percent. */
const center = (index: number, ends: readonly End[]): number => ((index + 0.5) / ends.length) * 100

/** An answer is green, a refusal red; the rest is ink. */
function toneOf({ method, status }: LadderRow): 'ok' | 'bad' | undefined {
  if (method !== 'INVITE' || status === null) return undefined
  if (status >= 200 && status < 300) return 'ok'
  return status >= 400 && status !== 401 && status !== 407 && status !== 487 ? 'bad' : undefined
}

function useEndWords(): Readonly<Record<End, string>> {
  const { t } = useLingui()
  return {
    caller: t`Caller`,
    mainline: 'Mainline',
    phones: t`Phones`,
    outside: t`Outside`,
    reception: t`Reception`,
  }
}
