/** Many telephones' audio on a thread of its own: sends counted frames or keys, and times what it hears. */
import { createSocket, type Socket } from 'node:dgram'
import { parentPort, workerData } from 'node:worker_threads'
import { preferThisThread } from '@mainline/media'
import { countedFrame } from './counted-audio.ts'
import type { CrowdHeard, FromCrowd, ToCrowd } from './rtp-crowd.ts'

const { count, address }: { count: number; address: string } = workerData
const PCMA = 8
const TELEPHONE_EVENT = 101
const PACKET_MS = 20
/** Time between looks at who is due, ms. */
const LOOK_MS = 2
const keys = '0123456789*#'

interface Member {
  readonly socket: Socket
  remote: { address: string; port: number } | undefined
  speaks: boolean
  due: number
  sequence: number
  timestamp: number
  spoken: number
  /** Packets that are to go before anything else. */
  readonly queue: Buffer[]
  heard: { sequence: number; timestamp: number; at: number } | undefined
}

// What is measured is not how late the telephones look.
preferThisThread(-10)
const frames = Array.from({ length: 64 }, (_, at) => countedFrame(at))
const members: Member[] = []
let heard = newHeard()
let reportedAt = 0
const say = (message: FromCrowd) => parentPort?.postMessage(message)

for (let index = 0; index < count; index += 1) members.push(await open(index))
say({ said: 'ports', ports: members.map(({ socket }) => socket.address().port) })

parentPort?.on('message', (message: ToCrowd) => {
  if (message.do === 'report') {
    heard.hearing = members.filter((member) => (member.heard?.at ?? 0) > reportedAt).length
    reportedAt = performance.now()
    say({ said: 'heard', heard })
    heard = newHeard()
    return
  }
  if (message.do === 'end') {
    clearInterval(looking)
    for (const { socket } of members) socket.close()
    return
  }
  const member = members[message.index]
  if (!member) return
  if (message.do === 'connect') {
    member.remote = message.remote
    member.speaks = message.speaks
    member.due = performance.now() + Math.random() * PACKET_MS
  } else for (const key of message.keys) press(member, keys.indexOf(key))
})

const looking = setInterval(() => {
  const now = performance.now()
  for (const member of members) {
    for (; member.remote && member.due <= now; member.due += PACKET_MS) sendNext(member)
  }
}, LOOK_MS)

async function open(index: number): Promise<Member> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, address, resolve))
  const member: Member = {
    socket,
    remote: undefined,
    speaks: false,
    due: 0,
    sequence: 1,
    timestamp: index * 1_000,
    spoken: 0,
    queue: [],
    heard: undefined,
  }
  socket.on('message', (packet) => hear(member, packet))
  return member
}

function sendNext(member: Member): void {
  const queued = member.queue.shift()
  member.timestamp = (member.timestamp + 160) >>> 0
  if (queued) send(member, queued)
  else if (member.speaks) {
    send(member, packetOf(PCMA, member.timestamp, frames[member.spoken % frames.length] ?? Buffer.alloc(160)))
    member.spoken += 1
  }
}

function send(member: Member, packet: Buffer): void {
  packet.writeUInt16BE(member.sequence & 0xffff, 2)
  member.sequence += 1
  if (member.remote) member.socket.send(packet, member.remote.port, member.remote.address)
}

function packetOf(type: number, timestamp: number, payload: Buffer, marker = false): Buffer {
  const packet = Buffer.alloc(12 + payload.length)
  packet[0] = 0x80
  packet[1] = type | (marker ? 0x80 : 0)
  packet.writeUInt32BE(timestamp, 4)
  packet.writeUInt32BE(0x4d4c0001, 8)
  payload.copy(packet, 12)
  return packet
}

/** RFC 4733 §2.5.1: grows, then ends three times; a pause follows. */
function press(member: Member, event: number): void {
  const timestamp = (member.timestamp + 160 * (member.queue.length + 1)) >>> 0
  for (let step = 1; step <= 8; step += 1) {
    const duration = Math.min(step, 5) * 160
    const payload = Buffer.from([event, (step > 5 ? 0x80 : 0) | 10, duration >> 8, duration & 0xff])
    member.queue.push(packetOf(TELEPHONE_EVENT, timestamp, payload, step === 1))
  }
  for (let pause = 0; pause < 4; pause += 1)
    member.queue.push(packetOf(PCMA, timestamp, Buffer.alloc(160, 0xd5)))
}

function hear(member: Member, packet: Buffer): void {
  const at = performance.now()
  const marked = ((packet[1] ?? 0) & 0x80) !== 0
  if (((packet[1] ?? 0) & 0x7f) !== PCMA) return
  const [sequence, timestamp] = [packet.readUInt16BE(2), packet.readUInt32BE(4)]
  const before = member.heard
  heard.packets += 1
  // Where the sender pauses, nothing is missing.
  if (before && !marked) {
    const packets = (sequence - before.sequence) & 0xffff
    const goesOn = (timestamp - before.timestamp) >>> 0 === packets * 160
    if (packets > 1) heard.lost += packets - 1
    if (goesOn) {
      const gap = at - before.at
      heard.worstGapMs = Math.max(heard.worstGapMs, gap)
      if (gap > 40) heard.over40 += 1
    }
  }
  member.heard = { sequence, timestamp, at }
}

function newHeard(): CrowdHeard {
  return { hearing: 0, packets: 0, lost: 0, worstGapMs: 0, over40: 0 }
}
