/**
 * The audio of many light phones on one thread: each sends the same packet fifty times a second, and notes of what it
 * hears only when. The clock is the system's monotonic one, which other threads share.
 */
import { createSocket, type Socket } from 'node:dgram'
import { parentPort } from 'node:worker_threads'
import type { CrowdAnswer, CrowdOrder, Heard } from './rtp-crowd.ts'

/** Ticks of the sender; a phone sends with every fourth, so that not all send at once. */
const TICK_MS = 5
const TICKS_A_PACKET = 4
const HEADER = 12
const SAMPLES = 160

interface Voice {
  readonly socket: Socket
  readonly packet: Buffer
  to: { readonly address: string; readonly port: number } | undefined
  awaited: number | undefined
  firstAt: number | undefined
  awaitedAt: number | undefined
  lastAt: number | undefined
  worstGapMs: number
  worstGapAsHeardMs: number
  packets: number
}

const voices = new Map<number, Voice>()
const now = () => Number(process.hrtime.bigint()) / 1e6
let worstLateMs = 0

/** When this thread did not come to its turn: what was not sent or looked at then is no gap of the server's. */
const stalls: { readonly from: number; readonly to: number }[] = []
const STALL_MS = 10
const STALLS_KEPT = 50
/** What was sent late is heard late. */
const ON_THE_WAY_MS = 40

parentPort?.on('message', async (order: CrowdOrder) => {
  const voice = voices.get(order.id)
  switch (order.do) {
    case 'open':
      return answer({ id: order.id, port: await open(order.id, order.address) })
    case 'talk':
      if (voice) {
        voice.packet.fill(order.says, HEADER)
        voice.to = { address: order.address, port: order.port }
      }
      return
    case 'listen':
      if (voice) Object.assign(voice, fresh(), { awaited: order.to })
      return
    case 'hush':
      if (voice) voice.to = undefined
      return
    case 'report':
      return answer({ id: order.id, heard: voice ? heardBy(voice) : undefined, worstLateMs })
  }
})

const answer = (message: CrowdAnswer) => parentPort?.postMessage(message)

const fresh = () => ({
  awaited: undefined as number | undefined,
  firstAt: undefined,
  awaitedAt: undefined,
  lastAt: undefined,
  worstGapMs: 0,
  worstGapAsHeardMs: 0,
  packets: 0,
})

function heardBy({ firstAt, awaitedAt, lastAt, worstGapMs, worstGapAsHeardMs, packets }: Voice): Heard {
  return { firstAt, awaitedAt, lastAt, worstGapMs, worstGapAsHeardMs, packets }
}

async function open(id: number, address: string): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, address, resolve))
  const packet = Buffer.alloc(HEADER + SAMPLES)
  packet[0] = 0x80
  packet[1] = 8
  packet.writeUInt32BE(id, 8)
  const voice: Voice = { socket, packet, to: undefined, ...fresh() }
  voices.set(id, voice)
  socket.on('message', (received) => hear(voice, received))
  socket.on('error', () => {})
  return socket.address().port
}

function hear(voice: Voice, packet: Buffer): void {
  const at = now()
  voice.packets += 1
  voice.firstAt ??= at
  if (voice.lastAt !== undefined) noteGap(voice, voice.lastAt, at)
  voice.lastAt = at
  const { awaited } = voice
  if (awaited !== undefined && voice.awaitedAt === undefined && says(packet, awaited)) voice.awaitedAt = at
}

function noteGap(voice: Voice, from: number, to: number): void {
  const gap = to - from
  voice.worstGapAsHeardMs = Math.max(voice.worstGapAsHeardMs, gap)
  if (gap <= voice.worstGapMs) return
  const own = stalls.map((stall) => Math.min(to, stall.to) - Math.max(from - ON_THE_WAY_MS, stall.from))
  const lost = own.reduce((sum, each) => sum + Math.max(0, each), 0)
  voice.worstGapMs = Math.max(voice.worstGapMs, gap - lost)
}

const says = (packet: Buffer, what: number): boolean =>
  packet.length === HEADER + SAMPLES && packet[HEADER] === what && packet[HEADER + SAMPLES / 2] === what

function tick(number: number, due: number): void {
  const at = now()
  worstLateMs = Math.max(worstLateMs, at - due)
  if (at - due > STALL_MS) stalls.push({ from: due, to: at })
  if (stalls.length > STALLS_KEPT) stalls.shift()
  for (const [id, { socket, packet, to }] of voices) {
    if (to === undefined || id % TICKS_A_PACKET !== number % TICKS_A_PACKET) continue
    packet.writeUInt16BE((packet.readUInt16BE(2) + 1) & 0xffff, 2)
    packet.writeUInt32BE((packet.readUInt32BE(4) + SAMPLES) >>> 0, 4)
    socket.send(packet, to.port, to.address)
  }
  // After a stall it goes on from now: phones do not catch up either.
  const next = Math.max(due + TICK_MS, now() - TICKS_A_PACKET * TICK_MS)
  setTimeout(() => tick(number + 1, next), Math.max(0, next - now()))
}

tick(0, now())
