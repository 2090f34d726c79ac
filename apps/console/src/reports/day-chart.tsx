/**
 * Calls by day as stacked bars. Each part has a pattern of its own beside its colour; the table below holds the same
 * figures, so that nobody needs the picture.
 */
import { useLingui } from '@lingui/react/macro'
import { useMantineColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { shortDate } from '../parts/time.ts'
import type { DayRow } from './day-rows.ts'
import { type Part, parts, patternOf, tokenOf, usePartWords } from './parts-of-day.ts'
import classes from './reports.module.css'

const HEIGHT = 220

export function DayChart({ rows }: { rows: readonly DayRow[] }) {
  const { t, i18n } = useLingui()
  const { colorScheme } = useMantineColorScheme()
  const words = usePartWords()
  const place = useRef<HTMLDivElement>(null)
  const { locale } = i18n
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of the tokens follow the scheme
  useEffect(() => {
    const box = place.current
    if (!box) return
    const chart = new uPlot(optionsOf(rows, box.clientWidth, locale), dataOf(rows), box)
    const observer = new ResizeObserver(() => chart.setSize({ width: box.clientWidth, height: HEIGHT }))
    observer.observe(box)
    return () => {
      observer.disconnect()
      chart.destroy()
    }
  }, [rows, locale, colorScheme])
  const calls = rows.reduce((sum, row) => sum + row.calls, 0)
  const answered = rows.reduce((sum, row) => sum + row.answered, 0)
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.legend}>
        {parts.map((part) => (
          <span key={part}>
            <i data-part={part} aria-hidden />
            {words[part]}
          </span>
        ))}
      </figcaption>
      <div
        ref={place}
        className={classes.chart}
        role="img"
        aria-label={t`${calls} calls in ${rows.length} days, ${answered} of them answered. The table has each day.`}
      />
    </figure>
  )
}

/** Highest stack first: each lower one is drawn over it. */
const drawn: readonly Part[] = parts.toReversed()

/** uPlot draws a series from zero: each holds its part and all below it. */
function dataOf(rows: readonly DayRow[]): uPlot.AlignedData {
  const upTo = (part: Part) =>
    rows.map((row) => parts.slice(0, parts.indexOf(part) + 1).reduce((sum, each) => sum + row[each], 0))
  return [rows.map((_, index) => index), ...drawn.map(upTo)]
}

function optionsOf(rows: readonly DayRow[], width: number, locale: string): uPlot.Options {
  const ink = tokenOf('--ink-3')
  const line = { stroke: tokenOf('--line'), width: 1 }
  const font = '12px Inter Variable, sans-serif'
  const bars = uPlot.paths.bars?.({ size: [0.7, 28], align: 0 })
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [-0.6, rows.length - 0.4] },
      y: { range: (_, __, max) => [0, Math.max(4, Math.ceil(max * 1.08))] },
    },
    axes: [
      {
        stroke: ink,
        font,
        size: 28,
        grid: { show: false },
        ticks: { show: false },
        splits: () => ticksOf(rows.length, width),
        values: (_, splits) => splits.map((index) => dayLabel(rows[index]?.day, locale)),
      },
      {
        stroke: ink,
        font,
        size: 44,
        grid: line,
        ticks: { show: false },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000],
      },
    ],
    series: [
      {},
      ...drawn.map((part) => ({
        ...(bars && { paths: bars }),
        points: { show: false },
        fill: () => patternOf(part),
      })),
    ],
  }
}

const dayLabel = (day: string | undefined, locale: string): string =>
  day ? shortDate(`${day}T12:00:00Z`, 'UTC', locale) : ''

/** Every day, every second … so that the labels do not touch. */
function ticksOf(count: number, width: number): number[] {
  const every = Math.max(1, Math.ceil((count * 78) / Math.max(width - 60, 78)))
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every)
}
