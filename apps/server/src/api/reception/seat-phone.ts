/** The phone of a seat in the page that asks: of its session, at the site of the reception. */
import { randomBytes } from 'node:crypto'
import * as storage from '@mainline/storage'
import type { Refused } from '../../errors.ts'
import type { RequestFacts } from '../../http/handler.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { needsPerson } from '../sign-in/person.ts'

export interface SeatPhone {
  readonly device: storage.Device
  readonly password: string
}

/** The process itself opens it: a receptionist sets up no devices. @param listens it is no seat's, and only listens to one */
export async function openPhoneOfPage(
  signIn: SignInNeeds,
  site: storage.Site,
  { header, principal }: Pick<RequestFacts, 'header' | 'principal'>,
  { listens = false } = {},
): Promise<SeatPhone | Refused> {
  const sessionToken = signIn.sessionCookie(header('cookie'))
  if (sessionToken === undefined) return needsPerson()
  const password = storage.newDevicePassword()
  const username = `seat-${randomBytes(9).toString('base64url')}`
  const name = `${principal.name} (reception)`
  const opening = { sessionToken, site, name, username, password, listens }
  const device = await storage.openSeatPhone(signIn.db, opening)
  return device ? { device, password } : needsPerson()
}
