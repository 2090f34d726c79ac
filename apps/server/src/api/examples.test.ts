/** The example of the documentation runs as it stands. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as contract from '@mainline/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApi, type TestApi, testToken } from './testing/test-api.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../../../../examples/first-occupier.ts', import.meta.url))

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

it('first-occupier.ts goes from nothing to a ringing main number', { timeout: 120_000 }, async () => {
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const { stdout } = await run(process.execPath, [script], {
    env: { ...process.env, MAINLINE_URL: url, MAINLINE_TOKEN: testToken },
  })
  expect(stdout).toContain('main number   +441174960100')
  expect(stdout).toMatch(/phone login {3}\S+ \/ \S{20} at bristol-\w+\.example/)
  expect(stdout).toMatch(/hunt group .*\+441174960101.* then the mailbox of Heron Studio/)

  const operators = async () =>
    (await api.ok(contract.listOrganizations, { query: { kind: 'operator' } })).items.length
  const before = await operators()
  const env = { ...process.env, MAINLINE_URL: url, MAINLINE_TOKEN: testToken }
  const again = run(process.execPath, [script], { env })
  await expect(again).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^\+441174960100 is on the platform already.*Nothing was changed\..*\n$/),
  })
  expect(await operators()).toBe(before)
})
