/** RTCP of a range of ports that is ours: its sockets are there for those pairs that have audio to report on. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { closeAll, heard, openPhone, openPlane, relayCall } from '../testing/plane-and-phones.ts'
import type { RtpPhone } from '../testing/rtp-phone.ts'
import type { MediaPlaneOptions } from './media-plane.ts'

afterEach(closeAll)

/** The ports of a range must be free: an address of nobody else's on this machine, and ports that no Mainline has by default. */
const ADDRESS = '127.0.0.151'

/** A receiver report about nobody. */
const report = Buffer.from('80c9000100000007', 'hex')

async function bound(port: number): Promise<Socket> {
  const socket = createSocket('udp4')
  onTestFinished(() => void socket.close())
  socket.bind({ port, address: '127.0.0.1', exclusive: true })
  await Promise.race([
    once(socket, 'listening'),
    once(socket, 'error').then(([error]) => Promise.reject(error)),
  ])
  return socket
}

/** A phone whose RTCP port is bound, too: the one beside it may be somebody else's. */
async function openReporter(): Promise<{ phone: RtpPhone; rtcp: Socket }> {
  for (;;) {
    const phone = await openPhone()
    const rtcp = await bound(phone.port + 1).catch(() => undefined)
    if (rtcp) return { phone, rtcp }
  }
}

const openRange = (options: Partial<MediaPlaneOptions> = {}) =>
  openPlane({ address: ADDRESS, ports: { from: 7_100, to: 7_199 }, ...options })

/** A relay that talks both ways, and the two phones. */
async function talk(plane: Awaited<ReturnType<typeof openPlane>>) {
  const [caller, callee] = [await openReporter(), await openReporter()]
  const [a, b] = relayCall(plane, caller.phone, callee.phone)
  return { caller, callee, a, b }
}

function isTaken(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  return new Promise((resolve) => {
    socket.once('error', () => socket.close(() => resolve(true)))
    socket.bind({ port, address: ADDRESS, exclusive: true }, () => socket.close(() => resolve(false)))
  })
}

it('no RTCP port is bound before there is audio to report on, both of a relay afterwards', async () => {
  const plane = await openRange()
  const { caller, callee, a, b } = await talk(plane)
  expect([await isTaken(a.port + 1), await isTaken(b.port + 1)]).toEqual([false, false])
  caller.phone.speak(440)
  await heard(callee.phone, 440).toBeGreaterThan(-12)
  await expect.poll(async () => [await isTaken(a.port + 1), await isTaken(b.port + 1)]).toEqual([true, true])
})

it('what one party reports reaches the other', async () => {
  const { caller, callee, a } = await talk(await openRange())
  const told = once(callee.rtcp, 'message')
  caller.phone.speak(440)
  await heard(callee.phone, 440).toBeGreaterThan(-12)
  const telling = setInterval(() => caller.rtcp.send(report, a.port + 1, ADDRESS), 20)
  onTestFinished(() => clearInterval(telling))
  expect((await told)[0]).toEqual(report)
})

it('beyond what the process may open there is audio without reports', async () => {
  const { caller, callee, a, b } = await talk(await openRange({ mostRtcp: 1 }))
  caller.phone.speak(440)
  callee.phone.speak(1000)
  await heard(callee.phone, 440).toBeGreaterThan(-12)
  await heard(caller.phone, 1000).toBeGreaterThan(-12)
  expect([await isTaken(a.port + 1), await isTaken(b.port + 1)].filter(Boolean)).toHaveLength(1)
})
