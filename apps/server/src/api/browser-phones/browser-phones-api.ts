/** The methods of the group `browser-phones` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import type { RouteAcknowledgement } from '../../http/ports.ts'
import type { TurnConfig } from '../../ice-servers.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'
import { openBrowserPhone } from './open-browser-phone.ts'

export interface BrowserPhoneNeeds {
  readonly signIn: SignInNeeds
  readonly routing: RouteAcknowledgement
  /** STUN and TURN; nobody is told of any when left out. */
  readonly turn?: TurnConfig | undefined
}

export const browserPhonesApi = (needs: BrowserPhoneNeeds): Route[] => [
  on(contract.openBrowserPhone, openBrowserPhone(needs)),
]
