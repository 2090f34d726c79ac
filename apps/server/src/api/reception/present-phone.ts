/** What makes a page the phone that was opened for it. */
import type { MethodOutput, openSeatPhone } from '@mainline/contract'
import { webSocketPath } from '../../http/web-sockets.ts'
import { iceServersFor, type TurnConfig } from '../../ice-servers.ts'
import type { SeatPhone } from './seat-phone.ts'

export function presentPhone(
  { device, password }: SeatPhone,
  turn: TurnConfig | undefined,
): MethodOutput<typeof openSeatPhone> {
  const { id: deviceId, username, realm } = device
  const address = `sip:${username}@${realm}`
  const iceServers = turn === undefined ? [] : iceServersFor(turn, username, Date.now())
  return { deviceId, address, username, realm, password, webSocketPath, iceServers }
}
