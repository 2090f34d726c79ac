/** The command as people and scripts run it: output, errors, exit status. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApi, type TestApi, testToken } from '../api/testing/test-api.ts'

const command = fileURLToPath(new URL('mainline.ts', import.meta.url))
let api: TestApi
let url = ''
let folder = ''
beforeAll(async () => {
  api = await openTestApi()
  url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  folder = await mkdtemp(join(tmpdir(), 'mainline-cli-'))
}, 60_000)
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

interface Ran {
  status: number
  out: string
  err: string
}

const mainline = (args: string[], environment: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...process.env, MAINLINE_URL: url, MAINLINE_TOKEN: testToken, ...environment }
    execFile(process.execPath, [command, ...args], { env }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
  })

it('exports, tells no difference, plans a change, applies it', { timeout: 180_000 }, async () => {
  const exported = await mainline(['export', 'Site'])
  expect(exported).toMatchObject({ status: 0, err: '' })
  expect(exported.out).toContain(
    '\n  "+442079460000": { extension: 100, kind: main, state: ACTIVE, organization: Occupier',
  )
  const path = join(folder, 'site.yaml')
  await writeFile(path, exported.out)
  expect(await mainline(['diff', path])).toMatchObject({ status: 0, out: 'Nothing to change.\n' })
  await writeFile(path, exported.out.replace('hunt group 20 s', 'hunt group 25 s'))
  const words =
    'call settings of +442079460000: inHours becomes ["hunt group 25 s","voicemail","notice nobody-available"]\n'
  expect(await mainline(['plan', path])).toMatchObject({ status: 0, out: `${words}1 change to make.\n` })
  expect(await mainline(['diff', path])).toMatchObject({ status: 2 })
  expect(await mainline(['apply', path])).toMatchObject({ status: 0, out: `done   ${words}1 change made.\n` })
  expect(await mainline(['apply', path])).toMatchObject({ status: 0, out: 'Nothing to change.\n' })
})

it('says its version', async () => {
  expect(await mainline(['--version'])).toMatchObject({ status: 0, out: '0.1.0\n' })
})

it.each<[string, string[], Record<string, string>, number, string]>([
  ['a command that is none', ['destroy'], {}, 64, 'See: mainline --help'],
  ['no file', ['plan'], {}, 64, 'See: mainline --help'],
  ['an option that is none', ['apply', '/nowhere.yaml', '--dry-run'], {}, 64, "Unknown option '--dry-run'"],
  ['an option of another command', ['plan', '/nowhere.yaml', '-o', 'x'], {}, 64, "Unknown option '-o'"],
  [
    'an option without its value',
    ['plan', '/nowhere.yaml', '--url'],
    {},
    64,
    "'--url <value>' argument missing",
  ],
  ['a file too many', ['apply', '/nowhere.yaml', 'b.yaml'], {}, 64, 'b.yaml is one argument too many'],
  [
    'a folder that is not there',
    ['export', 'Site', '-o', '/nowhere/a'],
    {},
    1,
    '/nowhere/a cannot be written',
  ],
  ['a file that is not there', ['plan', '/nowhere.yaml'], {}, 1, '/nowhere.yaml cannot be read'],
  ['a site that is not there', ['export', 'Atlantis'], {}, 1, 'There is no site "Atlantis". There is: Site'],
  ['no token', ['export', 'Site'], { MAINLINE_TOKEN: '' }, 1, 'Authorization: Bearer'],
  [
    'a token that is none',
    ['export', 'Site'],
    { MAINLINE_TOKEN: 'to\nken' },
    1,
    'The access token holds what no',
  ],
  ['no server', ['export', 'Site'], { MAINLINE_URL: 'http://127.0.0.1:1' }, 1, 'Check MAINLINE_URL'],
])('tells of %s', async (_, args, environment, status, words) => {
  const ran = await mainline(args, environment)
  expect(ran.err).toContain(words)
  expect(ran).toMatchObject({ status, out: '' })
})

it.each([
  [['--help'], 'export|diff|plan|apply'],
  [['export', '--help'], 'Name or identifier of the site'],
  [['apply', '-h'], 'The file of the site'],
])('%j -- says how', async (args, words) => {
  const ran = await mainline(args, { NO_COLOR: '1' })
  expect(ran).toMatchObject({ status: 0, err: '' })
  expect(ran.out).toContain(words)
})

it('names file and line of what is wrong', async () => {
  const path = join(folder, 'wrong.yaml')
  await writeFile(
    path,
    'mainline: 1\nsite:\n  name: Site\n  operator: Operator\n  extensions: 1-2\n  size: 3\n',
  )
  const { status, err } = await mainline(['apply', path])
  expect(status).toBe(1)
  expect(err).toBe(
    `${path}:5: site.extensions: must be a range such as 2000-2999\n${path}:6: site.size: is not known here\n`,
  )
})

it('takes a token with the line break of the file that it is from', async () => {
  const ran = await mainline(['export', 'Site'], { MAINLINE_TOKEN: `${testToken}\r\n` })
  expect(ran).toMatchObject({ status: 0, err: '' })
})

it('names the line that is no UTF-8', async () => {
  const path = join(folder, 'latin.yaml')
  await writeFile(path, Buffer.from('mainline: 1\nsite:\n  name: Caf\xe9\n', 'latin1'))
  const { status, err } = await mainline(['plan', path])
  expect([status, err]).toEqual([1, `${path}:3: is not UTF-8. Save the file as UTF-8.\n`])
})
