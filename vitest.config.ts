import { configDefaults, defineConfig } from 'vitest/config'

/**
 * Four kinds of test, each a project of its own so that one can be run alone: `unit` beside the source, `scenarios` on
 * a virtual network, `interop` against programs nobody here wrote, `browser` on the console as people use it.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/**/*.test.ts', 'apps/*/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'apps/console/browser/**'],
          pool: 'threads',
          maxWorkers: 2,
          // Property tests and databases share a busy machine: a deadline is there for what hangs, not for what is slow.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'scenarios',
          include: ['scenarios/**/*.test.ts'],
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'interop',
          include: ['interop/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
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
