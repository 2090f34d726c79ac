/** Makes the page of whoever is signed in a phone of a number, until the session ends. */
import { randomBytes } from 'node:crypto'
import type * as contract from '@mainline/contract'
import type { Principal } from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { webSocketPath } from '../../http/web-sockets.ts'
import { iceServersFor } from '../../ice-servers.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { obeyedSoon } from '../obeyed-soon.ts'
import type { BrowserPhoneNeeds } from './browser-phones-api.ts'

export const openBrowserPhone =
  ({ signIn, routing, turn }: BrowserPhoneNeeds): Handler<typeof contract.openBrowserPhone> =>
  async ({ params: { numberId } }, { principal, db, header }) => {
    const number = await storage.findNumber(db, numberId)
    if (!number) return new Refused('not-found', 'no such number')
    const sessionToken = signIn.sessionCookie(header('cookie'))
    if (sessionToken === undefined)
      return new Refused('needs-person', 'a phone of a browser belongs to a session')
    if (!isOwn(number, principal)) return new Refused('not-own-number', 'the number is somebody else’s')
    const device = await open(signIn, { numberId, sessionToken, name: `${principal.name} (browser)` })
    // It registers at once: by then the engines ring it.
    await obeyedSoon(routing)
    return presented(device.row, ({ id, username, realm }) => ({
      deviceId: id,
      address: `sip:${username}@${realm}`,
      username,
      realm,
      password: device.password,
      webSocketPath,
      iceServers: turn === undefined ? [] : iceServersFor(turn, username, Date.now()),
    }))
  }

/** The process itself opens it: receptionists may have a phone, but set up none, and the rule above has been asked. */
async function open(
  { db }: SignInNeeds,
  opening: Pick<storage.BrowserPhoneOpening, 'numberId' | 'sessionToken' | 'name'>,
) {
  const password = storage.newDevicePassword()
  const username = `page-${randomBytes(9).toString('base64url')}`
  return { password, row: await storage.openBrowserPhone(db, { ...opening, username, password }) }
}

function isOwn(
  { assignedTo, organizationId }: { assignedTo: string | null; organizationId: string | null },
  { userId, operatorId, organizationId: ofOccupier }: Principal,
): boolean {
  if (assignedTo !== null && assignedTo === userId) return true
  return ofOccupier === null && organizationId !== null && organizationId === operatorId
}
