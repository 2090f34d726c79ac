/** vitest's `globalSetup`: one PostgreSQL for all test files of a run, unless DATABASE_URL names another. */
import { shareTestServer } from './test-server.ts'

/** @returns the teardown */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  return process.env['DATABASE_URL'] ? undefined : await shareTestServer()
}
