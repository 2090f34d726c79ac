import { createSocket } from 'node:dgram'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { nodeResolver } from './node-resolver.ts'

const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

/** A DNS server that hears and says nothing. */
async function deadServer() {
  let questions = 0
  const socket = createSocket('udp4', () => {
    questions++
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  opened.push(() => new Promise((resolve) => socket.close(() => resolve())))
  return { servers: [`127.0.0.1:${socket.address().port}`], questions: () => questions }
}

/** @param text of the file of hosts */
async function open(text: string) {
  const { servers, questions } = await deadServer()
  const folder = await mkdtemp(join(tmpdir(), 'mainline-hosts-'))
  opened.push(() => rm(folder, { recursive: true }))
  const hostsFile = join(folder, 'hosts')
  await writeFile(hostsFile, text)
  return { resolver: nodeResolver({ servers, hostsFile }), questions }
}

const hosts = `# what this host knows
127.0.0.1 localhost
10.0.0.7\tsbc.internal  sbc # the carrier's
10.0.0.8 sbc.internal
2001:db8::7 six.internal
fe80::1%lo0 near.internal sbc
`

describe('what this host knows is asked of nobody else', () => {
  it.each([
    ['sbc.internal', ['10.0.0.7', '10.0.0.8'], []],
    ['SBC.internal.', ['10.0.0.7', '10.0.0.8'], []],
    ['sbc', ['10.0.0.7'], []],
    ['six.internal', [], ['2001:db8::7']],
    ['localhost', ['127.0.0.1'], ['::1']],
    ['engine.localhost', ['127.0.0.1'], ['::1']],
  ])('%s', async (name, four, six) => {
    const { resolver, questions } = await open(hosts)
    expect((await resolver.a(name)).map(({ address }) => address)).toEqual(four)
    expect((await resolver.aaaa(name)).map(({ address }) => address)).toEqual(six)
    expect(questions()).toBe(0)
  })

  it('localhost has no services (RFC 6761 §6.3)', async () => {
    const host = await open('')
    expect(await host.resolver.naptr('localhost')).toEqual([])
    expect(await host.resolver.srv('_sip._udp.localhost')).toEqual([])
    expect(host.questions()).toBe(0)
  })
})

it('a dead server --> asked twice within three seconds, then a failure', async () => {
  const host = await open('')
  const began = performance.now()
  await expect(host.resolver.a('carrier.example')).rejects.toThrow()
  expect(host.questions()).toBe(2)
  expect(performance.now() - began).toBeLessThan(6_000)
})

it('a dead server and no file of hosts --> a failure, too', async () => {
  const server = await deadServer()
  const resolver = nodeResolver({ servers: server.servers, hostsFile: '/nonexistent/hosts' })
  await expect(resolver.naptr('carrier.example')).rejects.toThrow()
})
