/** How the demo tells what happens: to a person while it happens, or to a program as one JSON object a line. */
import type { CaseResult } from './demo-case.ts'
import { pathInWords, pictureOf } from './picture.ts'

export interface Report {
  /** The server is up and takes calls. */
  ready(milliseconds: number): void
  /** Something happened in a case. */
  told(id: string, seconds: number, words: string): void
  finished(result: CaseResult): void
  /** All cases are over. */
  done(results: readonly CaseResult[], seconds: number): void
}

/** One line a case: `case`, `ok`, `path`, and what else there is to know. */
export function jsonReport(write: (line: string) => void): Report {
  return {
    ready() {},
    told() {},
    finished({ id, title, ok, seconds, path, calls, checks, error }) {
      const sentences = calls.map(({ sentence }) => sentence)
      write(JSON.stringify({ case: id, ok, title, seconds, path, sentences, checks, error }))
    },
    done() {},
  }
}

/** @param colour whether the terminal shows colours */
export function textReport(write: (line: string) => void, colour: boolean): Report {
  const paint = (code: number, text: string) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text)
  const dim = (text: string) => paint(2, text)
  const mark = (ok: boolean) => (ok ? paint(32, '✔') : paint(31, '✘'))
  return {
    ready(milliseconds) {
      write(`A server of its own takes calls after ${(milliseconds / 1000).toFixed(1)} s.`)
      write(
        dim('Cases run side by side, each at a company of its own; what happens is told as it happens.\n'),
      )
    },
    told(id, seconds, words) {
      write(dim(`  ${seconds.toFixed(1).padStart(5)} s  ${id.padEnd(24)}${words}`))
    },
    finished({ title, ok, seconds, path, calls, checks, error }) {
      write(`\n${mark(ok)} ${paint(1, title)}  ${dim(`${seconds.toFixed(1)} s`)}`)
      for (const call of calls) for (const line of pictureOf(call)) write(`    ${line}`)
      for (const line of path) write(`    ${pathInWords(line)}`)
      for (const { words, holds } of checks) write(`    ${mark(holds)} ${words}`)
      if (error !== undefined) write(`    ${mark(false)} ${error}`)
      write('')
    },
    done(results, seconds) {
      const failed = results.filter(({ ok }) => !ok)
      for (const { ok, title } of results) write(`${mark(ok)} ${title}`)
      const sum = failed.length === 0 ? 'all of them hold' : `${failed.length} of them do not hold`
      write(`\n${results.length} cases in ${seconds.toFixed(0)} s: ${sum}.`)
    },
  }
}
