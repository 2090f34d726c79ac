/**
 * `npm test`: every check of the project in one run, on a machine with nothing installed by hand.
 * Static checks first (they fail fastest), then vitest; the browser has a command of its own (`npm run test:browser`). Ends with one line `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Tally {
  passed: number
  failed: number
}

const STATIC_CHECKS: ReadonlyArray<readonly [title: string, command: string, args: readonly string[]]> = [
  ['types', 'tsc', ['-p', 'tsconfig.json']],
  ['types of the console', 'tsc', ['-p', 'apps/console/tsconfig.json']],
  ['lint and format', 'biome', ['check', '.']],
  ['arrows between workspaces', 'depcruise', ['packages', 'apps', '--output-type', 'err']],
  ['RFC coverage is up to date', 'node', ['scripts/rfc-coverage.ts', '--check']],
]

const VITEST_PROJECTS = ['unit', 'scenarios', 'interop'] as const

function runStaticChecks(): Tally {
  const tally: Tally = { passed: 0, failed: 0 }
  for (const [title, command, args] of STATIC_CHECKS) {
    const started = Date.now()
    const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    const ok = status === 0
    tally[ok ? 'passed' : 'failed'] += 1
    console.log(`${ok ? '✓' : '✗'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  }
  return tally
}

function runVitest(project: string, folder: string): Tally {
  const report = join(folder, `${project}.json`)
  const { status } = spawnSync(
    'vitest',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
    // A file that cannot even be loaded fails a suite without failing a test: it must not pass for green.
    const unloaded = numFailedTests === 0 && (status !== 0 || numFailedTestSuites > 0) ? 1 : 0
    return { passed: numPassedTests, failed: numFailedTests + unloaded }
  } catch {
    console.error(`vitest left no report for ${project} (exit status ${status})`)
    return { passed: 0, failed: 1 }
  }
}

const only = process.argv.slice(2)
const wanted = (name: string) => only.length === 0 || only.includes(name)
const folder = mkdtempSync(join(tmpdir(), 'mainline-tests-'))
const total: Tally = { passed: 0, failed: 0 }
const add = (tally: Tally) => {
  total.passed += tally.passed
  total.failed += tally.failed
}
if (wanted('static')) add(runStaticChecks())
for (const project of VITEST_PROJECTS) if (wanted(project)) add(runVitest(project, folder))
rmSync(folder, { recursive: true, force: true })
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
