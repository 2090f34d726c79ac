/** What the pages about coverage have in common: which files may cite, what counts as a test, and how a page is kept. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Files that cite one thing. */
export interface Citations {
  readonly source: Set<string>
  readonly tests: Set<string>
}

export const noCitations = (): Citations => ({ source: new Set(), tests: new Set() })

/** Our code, each file with its text. `patterns` are git's, such as `*.ts`. */
export function* citingFiles(
  ...patterns: readonly string[]
): Generator<readonly [file: string, text: string]> {
  const files = execFileSync('git', ['ls-files', ...patterns], { encoding: 'utf8' })
  for (const file of files.split('\n').filter((name) => /^(packages|apps|scenarios|interop)\//.test(name))) {
    yield [file, readFileSync(file, 'utf8')]
  }
}

export function addTo({ source, tests }: Citations, file: string): void {
  const isTest =
    /\.test\.tsx?$|\/(torture|fuzz|testing)\/|^(scenarios|interop|apps\/console\/browser)\//.test(file)
  const files = isTest ? tests : source
  files.add(file)
}

/** Links to `files` from a page two folders deep. */
export const linksTo = (files: ReadonlySet<string>): readonly string[] =>
  [...files]
    .sort()
    .map((file) => `[${file.replace(/^(packages|apps)\//, '').replace('/src/', '/')}](../../${file})`)

/** Writes `page`, or with `--check` on the command line fails when it says something else. */
export function keepPage(page: string, text: string, command: string): void {
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(page), { recursive: true })
    writeFileSync(page, text)
  } else if (present(page) !== text) {
    console.error(`${page} is out of date: run ${command} and commit it.`)
    process.exitCode = 1
  }
}

function present(page: string): string | undefined {
  try {
    return readFileSync(page, 'utf8')
  } catch {
    // A missing page is an outdated page.
    return undefined
  }
}
