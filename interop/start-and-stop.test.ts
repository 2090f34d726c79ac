/** Started and stopped as people and supervisors do it: by `npm start`, signals, kill -9, a port that is taken. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ApiClient } from './api-client.ts'
import { freePort } from './peers/ports.ts'
import { Program } from './peers/program.ts'
import { until } from './peers/waiting.ts'
import { temporaryFolder } from './server-fixture.ts'

const ROOT = new URL('..', import.meta.url).pathname
const folder = temporaryFolder('mainline-start-')
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))

describe('npm start', () => {
  it('SIGTERM -- drains and ends with 0, its database too; killed -9 -- the next start just works', async () => {
    const ports = { http: await freePort(), sip: await freePort() }
    for (const [round, signal] of (['SIGTERM', 'SIGKILL', 'SIGTERM'] as const).entries()) {
      const npm = start(`round-${round}`, ports)
      await ready(npm, ports.http)
      const { people } = JSON.parse(readFileSync(join(folder, 'data/sample-logins.json'), 'utf8'))
      if (round === 0)
        expect(npm.output()).toMatch(
          /Mainline is ready after[\s\S]*Main number[\s\S]*Device login[\s\S]*A first call/,
        )
      // Whoever reads a log sees no password.
      expect(npm.output()).toContain(join(folder, 'data/sample-logins.json'))
      expect(npm.output()).not.toContain(people[0].password)
      expect(statSync(join(folder, 'data/sample-logins.json')).mode & 0o777).toBe(0o600)
      const database = databasePid()
      expect(isRunning(database)).toBe(true)
      // A terminal and a supervisor tell npm and the server, and npm tells the server again; a crash is the server's own.
      process.kill(serverPid(), signal)
      if (signal === 'SIGTERM') npm.kill(signal)
      const status = await npm.ended
      if (signal === 'SIGTERM') {
        expect(status, npm.output()).toBe(0)
        expect(npm.output()).toContain('stopping: new calls are refused')
      }
      await until('the database to end with its server', () => !isRunning(database))
    }
  })

  it('a port is taken -- one sentence that says which, and what to set', async () => {
    const ports = { http: await freePort(), sip: await freePort() }
    const squatter = createSocket('udp4').bind(ports.sip, '127.0.0.1')
    await once(squatter, 'listening')
    const npm = start('taken', ports)
    expect(await npm.ended).toBe(1)
    squatter.close()
    expect(npm.output()).toContain(
      `port ${ports.sip} of 127.0.0.1 is taken by another program. Set MAINLINE_SIP_PORT`,
    )
    expect(npm.output()).not.toContain('    at ')
  })

  it('a port is taken that is opened last -- the engine that began already is reported by nobody', async () => {
    const ports = { http: await freePort(), sip: await freePort() }
    const squatter = createServer().listen(ports.http, '127.0.0.1')
    await once(squatter, 'listening')
    const npm = start('taken-last', ports)
    expect(await npm.ended).toBe(1)
    squatter.close()
    expect(npm.output()).toContain(`port ${ports.http} of 127.0.0.1 is taken by another program`)
    expect(await enginesOf(ports)).toEqual(['live'])
  })
})

/** States of the engines at that port that have not ended, told by the next start. */
async function enginesOf(ports: { http: number; sip: number }): Promise<string[]> {
  const npm = start('after', ports)
  try {
    await ready(npm, ports.http)
    const token = readFileSync(join(folder, 'data/token'), 'utf8').trim()
    const api = new ApiClient(`http://127.0.0.1:${ports.http}`, token)
    const { items } = await api.get<{ items: { name: string; state: string }[] }>('/engines')
    const here = items.filter(({ name, state }) => name.endsWith(`:${ports.sip}`) && state !== 'ended')
    return here.map(({ state }) => state)
  } finally {
    process.kill(serverPid(), 'SIGTERM')
    npm.kill('SIGTERM')
    await npm.ended
  }
}

function start(name: string, ports: { http: number; sip: number }): Program {
  return new Program({
    command: 'npm',
    args: ['--prefix', ROOT, 'start'],
    folder,
    name,
    env: {
      MAINLINE_DATA: join(folder, 'data'),
      // As people start it first: with the database that comes with it.
      DATABASE_URL: '',
      MAINLINE_HTTP_PORT: String(ports.http),
      MAINLINE_SIP_PORT: String(ports.sip),
      MAINLINE_SIP_HOST: '127.0.0.1',
      MAINLINE_RTP_PORTS: '7200-7299',
      NO_COLOR: '1',
    },
  })
}

async function ready(npm: Program, port: number): Promise<void> {
  const api = new ApiClient(`http://127.0.0.1:${port}`, '')
  await until(
    'the server to be ready',
    () => {
      if (!npm.alive) throw new Error(npm.output())
      return api.isReady()
    },
    120_000,
    () => npm.output(),
  )
  await until('the first screen', () => npm.output().includes('Mainline is ready after'))
}

const databasePid = () =>
  Number(readFileSync(join(folder, 'data/postgres/postmaster.pid'), 'latin1').split('\n')[0])

/** The database is a child of the server. */
const serverPid = () => Number(statusOf(databasePid())?.split(' ')[1])

const isRunning = (pid: number) => !['Z', undefined].includes(statusOf(pid)?.charAt(0))

/** State, parent …: what follows the name in /proc. */
function statusOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)
  } catch {
    return undefined
  }
}
