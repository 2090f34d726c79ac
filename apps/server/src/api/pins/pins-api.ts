/** The methods of the group `pins` with their handlers. */
import * as contract from '@mainline/contract'
import type { SecretBox } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { getDefaultPin } from './get-default-pin.ts'
import { resetPin } from './reset-pin.ts'

export const pinsApi = (needs: { secrets: SecretBox }): Route[] => [
  on(contract.getDefaultPin, getDefaultPin(needs)),
  on(contract.resetPin, resetPin),
]
