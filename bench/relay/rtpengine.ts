/** Debian's rtpengine in user space with one thread, pinned to cpu 0, and the few words of its ng protocol that calls need. */

import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alone, partySdp, type RelayUnderTest } from './relay-under-test.ts'

type Bencoded = string | readonly Bencoded[] | { readonly [key: string]: Bencoded }

function bencode(value: Bencoded): string {
  if (typeof value === 'string') return `${Buffer.byteLength(value)}:${value}`
  if (Array.isArray(value)) return `l${value.map(bencode).join('')}e`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `d${entries.map(([key, one]) => bencode(key) + bencode(one)).join('')}e`
}

/** A UDP port free at this moment, for a program that must be told one. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}

/** @param recordings folder: every call is recorded there, as its packets (pcap), by rtpengine itself */
export async function startRtpengine({ recordings }: { recordings?: string } = {}): Promise<RelayUnderTest> {
  const ng = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'rtpengine-'))
  const settings = [
    '--config-file=none',
    '-f',
    '-E',
    '-L',
    '3',
    '--table=-1',
    '--no-fallback',
    '--num-threads=1',
  ]
  settings.push('--interface=127.0.0.1', `--listen-ng=127.0.0.1:${ng}`, `--pidfile=${join(folder, 'pid')}`)
  settings.push('--port-min=34000', '--port-max=60000', '--log-level=3')
  if (recordings !== undefined) {
    for (const part of ['pcaps', 'metadata', 'tmp']) mkdirSync(join(recordings, part), { recursive: true })
    settings.push('--recording-method=pcap', '--recording-format=raw', `--recording-dir=${recordings}`)
  }
  // It may crash when it is ended while it records, and its image would lie wherever the bench was started.
  const withoutCore = ['-c', 'ulimit -c 0; exec nice "$@"', 'sh', ...alone(0, 'rtpengine', ...settings)]
  const child = spawn('sh', withoutCore, { stdio: 'ignore' })
  await once(child, 'spawn')
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  let cookie = 0
  const ask = async (words: { readonly [key: string]: Bencoded }): Promise<string> => {
    cookie += 1
    const message = `${cookie} ${bencode(words)}`
    // Repeated while rtpengine is starting up; it knows the cookie of a question it has answered.
    for (let tries = 0; tries < 50; tries += 1) {
      socket.send(message, ng, '127.0.0.1')
      const answer = await Promise.race([once(socket, 'message'), later(200)])
      if (answer && String(answer[0]).startsWith(`${cookie} `)) return String(answer[0])
    }
    throw new Error('rtpengine does not answer')
  }
  await ask({ command: 'ping' })
  return {
    pid: child.pid ?? 0,
    async setUp(parties) {
      const ports: number[] = []
      for (let i = 0; i + 1 < parties.length; i += 2) {
        const record = recordings === undefined ? {} : { 'record-call': 'yes' }
        const call = { 'call-id': `call-${i}`, 'from-tag': `from-${i}`, ICE: 'remove', ...record }
        const offer = await ask({ ...call, command: 'offer', sdp: partySdp(parties[i] ?? 0) })
        const answer = await ask({
          ...call,
          command: 'answer',
          'to-tag': `to-${i}`,
          sdp: partySdp(parties[i + 1] ?? 0),
        })
        ports.push(portIn(answer), portIn(offer))
      }
      return ports
    },
    async stop() {
      socket.close()
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function portIn(reply: string): number {
  const port = /m=audio (\d+)/.exec(reply)?.[1]
  if (!port) throw new Error(`rtpengine refused: ${reply.slice(0, 200)}`)
  return Number(port)
}

function later(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, undefined))
}
