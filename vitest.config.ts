import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/longest-first.ts'

// On a busy machine what is waited for comes late: a second, the default, tells slow from broken no longer.
const patient = { poll: { timeout: 10_000 } }
// Each test has a database of its own, all of them on one server: to start one takes longer than most tests.
const globalSetup = ['packages/storage/testing/server-of-the-run.ts']

// What guards compiled code ends a process with several threads now and then: `jit_page.has_value()` (V8 13).
const execArgv = ['--no-memory-protection-keys']

/**
 * Five kinds of test, each a project of its own so that one can be run alone: `unit` beside the source, `scenarios` on a
 * virtual network, `interop` against programs nobody here wrote, `hostile` with floods and torture, `browser` on the
 * console as people use it.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          expect: patient,
          globalSetup,
          // Modules are loaded once a thread: what a file does to a module or to the clock, it undoes with vi.resetModules.
          isolate: false,
          include: ['packages/*/**/*.test.ts', 'apps/*/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'apps/console/browser/**'],
          // Not threads: V8 keeps one map of compiled code a process, and threads that come and go together break it.
          pool: 'forks',
          execArgv,
          maxWorkers: 2,
          // Property tests and databases share a busy machine: a deadline is there for what hangs, not for what is slow.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'scenarios',
          expect: patient,
          globalSetup,
          isolate: false,
          execArgv,
          include: ['scenarios/**/*.test.ts'],
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'interop',
          expect: patient,
          include: ['interop/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'interop/hostile/**'],
          // Mostly they wait for programs: more at a time than a small machine has cores.
          maxWorkers: 3,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'hostile',
          expect: patient,
          include: ['interop/hostile/**/*.test.ts'],
          // A flood wants the machine to itself: legitimate calls must get through on it.
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'browser',
          expect: patient,
          include: ['apps/console/browser/**/*.test.ts'],
          // Each file has a server, a database and a browser of its own.
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
})
