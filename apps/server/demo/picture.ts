/** A call as a small picture: its steps with times and reasons, and below them when each phone rang and talked. */
import type { LegLine, PathLine, RecordedCall } from './demo-case.ts'

/** Characters of the time line. */
const WIDTH = 40

/** Lines of text, not indented. */
export function pictureOf(call: RecordedCall): string[] {
  const names = call.legs.map(({ name }) => name.length)
  const margin = Math.max(6, ...names) + 2
  const lines = [`${call.caller} ──▶ ${call.called}   ${call.seconds.toFixed(1)} s`]
  for (const leg of call.legs)
    lines.push(`  ${leg.name.padEnd(margin)}${bar(leg, call.seconds)} ${leg.outcome}`.trimEnd())
  if (call.legs.length > 0) lines.push(`  ${' '.repeat(margin)}${axis(call.seconds)}`)
  return lines
}

/** One step of a path as a line: `0.0–5.0 s  hunt-group  no-answer  Nobody answered within 5 s.` */
export function pathInWords({ from, to, step, outcome, reason }: PathLine): string {
  const time = `${from.toFixed(1)}–${to.toFixed(1)} s`
  return `${time.padStart(12)}  ${step.padEnd(10)}  ${outcome.padEnd(9)}  ${reason}`.trimEnd()
}

/** `·` not there, `░` called and not ringing yet, `▒` ringing, `█` talking. */
function bar({ from, ringing, answered, to }: LegLine, seconds: number): string {
  let line = ''
  for (let column = 0; column < WIDTH; column += 1) {
    const at = ((column + 0.5) * seconds) / WIDTH
    if (at < from || at > to) line += '·'
    else if (answered !== undefined && at >= answered) line += '█'
    else line += ringing !== undefined && at >= ringing ? '▒' : '░'
  }
  return line
}

function axis(seconds: number): string {
  const end = `${seconds.toFixed(1)} s`
  return `0 s${' '.repeat(Math.max(1, WIDTH - 3 - end.length))}${end}`
}
