/** Free ports on a loopback address, and the proof that a process holds one. */
import { createSocket } from 'node:dgram'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer, isIPv6 } from 'node:net'

/** Test files that run at the same time take their ports from ranges of their own: vitest numbers its workers from 1. */
const FIRST_PORT = 31_000
const PORTS_A_WORKER = 580
/** As many as a project of `vitest.config.ts` has at most. */
const WORKERS = 3
const worker = (Number(process.env['VITEST_POOL_ID'] ?? 1) - 1) % WORKERS
const given = new Set<number>()

/**
 * A port that is free for UDP and TCP on `address`, and that nobody in this file was given before: below those that the
 * system hands out by itself, so that nobody gets it between this look and its use, and above those of our RTP.
 * @param run how many ports from it on must be free, for a program that takes the next ones as well
 */
export async function freePort(address = '127.0.0.1', run = 1): Promise<number> {
  // Long runs come round again; by then the first ones are free.
  if (given.size > PORTS_A_WORKER / 2) given.clear()
  for (;;) {
    const first =
      FIRST_PORT + worker * PORTS_A_WORKER + Math.floor(Math.random() * (PORTS_A_WORKER - run + 1))
    const ports = Array.from({ length: run }, (_, index) => first + index)
    if (ports.some((port) => given.has(port))) continue
    for (const port of ports) given.add(port)
    if (await allFree(ports, address)) return first
  }
}

async function allFree(ports: readonly number[], address: string): Promise<boolean> {
  for (const port of ports) {
    if (!((await canBindTcp(address, port)) && (await canBindUdp(address, port)))) return false
  }
  return true
}

/** As many different free ports as asked for. */
export async function freePorts(count: number, address = '127.0.0.1'): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) ports.add(await freePort(address))
  return [...ports]
}

/**
 * Free UDP ports below those that the system hands out by itself, so that they stay free while nobody holds them: a phone
 * that is started again and again keeps its port.
 */
export async function steadyPorts(count: number, address: string): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = 12_000 + Math.floor(Math.random() * 19_000)
    if (await canBindUdp(address, port)) ports.add(port)
  }
  return [...ports]
}

function canBindTcp(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, address, () => server.close(() => resolve(true)))
  })
}

function canBindUdp(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
    socket.once('error', () => resolve(false))
    socket.bind(port, address, () => socket.close(() => resolve(true)))
  })
}

/** Whether process `pid` itself has bound the port: a port held by somebody else does not count. */
export function holdsPort(pid: number, port: number, protocol: 'udp' | 'tcp' = 'udp'): boolean {
  const inodes = new Set<string>()
  const lines = [protocol, `${protocol}6`].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'latin1').split('\n').slice(1),
  )
  for (const line of lines) {
    const fields = line.trim().split(/\s+/)
    const hexPort = fields[1]?.split(':')[1]
    if (hexPort && Number.parseInt(hexPort, 16) === port && fields[9]) inodes.add(fields[9])
  }
  if (inodes.size === 0) return false
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(readLink(`/proc/${pid}/fd/${fd}`))?.[1]
      return inode !== undefined && inodes.has(inode)
    })
  } catch {
    return false
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

/** Datagrams that the kernel threw away machine-wide because a receive buffer was full. */
export function udpDrops(): number {
  const lines = readFileSync('/proc/net/snmp', 'latin1')
    .split('\n')
    .filter((line) => line.startsWith('Udp:'))
  const names = lines[0]?.split(' ') ?? []
  return Number(lines[1]?.split(' ')[names.indexOf('RcvbufErrors')] ?? 0)
}
