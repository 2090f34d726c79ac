/**
 * `npm test`: every check of the project in one run, on a machine with nothing installed by hand.
 * Static checks first (they fail fastest), then vitest; the browser has a command of its own (`npm run test:browser`). Ends with one line `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

interface Tally {
  passed: number
  failed: number
  /** What failed, each in one line: repeated at the very end, where a reader of a long log looks first. */
  failures: string[]
}

/** The part of vitest's JSON report that is read here. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numFailedTestSuites: number
  testResults: ReadonlyArray<{
    name: string
    status: string
    message: string
    assertionResults: ReadonlyArray<{ fullName: string; status: string; failureMessages: readonly string[] }>
  }>
}

const STATIC_CHECKS: ReadonlyArray<readonly [title: string, command: string, args: readonly string[]]> = [
  ['types', 'tsc', ['-p', 'tsconfig.json']],
  ['types of the console', 'tsc', ['-p', 'apps/console/tsconfig.json']],
  ['lint and format', 'biome', ['check', '.']],
  ['arrows between workspaces', 'depcruise', ['packages', 'apps', '--output-type', 'err']],
  ['RFC coverage is up to date', 'node', ['scripts/rfc-coverage.ts', '--check']],
  ['each rule is checked, and rule coverage is up to date', 'node', ['scripts/rule-coverage.ts', '--check']],
]

const VITEST_PROJECTS = ['unit', 'scenarios', 'interop', 'hostile'] as const

function runStaticChecks(): Tally {
  const tally: Tally = { passed: 0, failed: 0, failures: [] }
  for (const [title, command, args] of STATIC_CHECKS) {
    const started = Date.now()
    const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    const ok = status === 0
    tally[ok ? 'passed' : 'failed'] += 1
    if (!ok) tally.failures.push(title)
    console.log(`${ok ? '✓' : '✗'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  }
  return tally
}

function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name)
    const failed = assertionResults.filter((result) => result.status === 'failed')
    if (failed.length === 0 && status === 'failed') return [`${file}: ${message.split('\n')[0]}`]
    return failed.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}: ${failureMessages[0]?.split('\n')[0]}`,
    )
  })
}

/** Files whose process was ended by the system in the middle of them, as V8 ends one now and then: no test of theirs has failed. */
const brokenOff = ({ testResults }: Report): Report['testResults'] =>
  testResults.filter(
    ({ status, message, assertionResults }) =>
      status === 'failed' && message === '' && assertionResults.every((one) => one.status !== 'failed'),
  )

/** @param files of the project; all of them when there are none */
function runVitest(project: string, folder: string, files: readonly string[] = []): Tally {
  const report = join(folder, `${project}-${files.length}.json`)
  const { status } = spawnSync(
    'vitest',
    [
      ...['run', ...files, '--project', project],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  try {
    const found = JSON.parse(readFileSync(report, 'utf8')) as Report
    const { numPassedTests, numFailedTests, numFailedTestSuites } = found
    const again = files.length === 0 ? brokenOff(found) : []
    if (
      numFailedTests === 0 &&
      again.length > 0 &&
      again.length === found.testResults.filter((file) => file.status === 'failed').length
    ) {
      const names = again.map(({ name }) => relative(process.cwd(), name))
      console.log(`↻ ended by the system in the middle, run once more: ${names.join(', ')}`)
      const counted = again.flatMap((file) => file.assertionResults).filter(({ status: s }) => s === 'passed')
      const repeated = runVitest(project, folder, names)
      return { ...repeated, passed: numPassedTests - counted.length + repeated.passed }
    }
    // A file that cannot even be loaded fails a suite without failing a test: it must not pass for green.
    const unloaded = numFailedTests === 0 && (status !== 0 || numFailedTestSuites > 0) ? 1 : 0
    return { passed: numPassedTests, failed: numFailedTests + unloaded, failures: failuresOf(found) }
  } catch {
    console.error(`vitest left no report for ${project} (exit status ${status})`)
    return { passed: 0, failed: 1, failures: [`${project}: no report`] }
  }
}

const only = process.argv.slice(2)
const wanted = (name: string) => only.length === 0 || only.includes(name)
const folder = mkdtempSync(join(tmpdir(), 'mainline-tests-'))
const total: Tally = { passed: 0, failed: 0, failures: [] }
const add = (tally: Tally) => {
  total.passed += tally.passed
  total.failed += tally.failed
  total.failures.push(...tally.failures)
}
if (wanted('static')) add(runStaticChecks())
for (const project of VITEST_PROJECTS) if (wanted(project)) add(runVitest(project, folder))
rmSync(folder, { recursive: true, force: true })
for (const failure of total.failures) console.log(`✗ ${failure}`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
