/** Returns a mailbox to its Default PIN, which opens once more, and unlocks it; messages and greetings stay (M12). */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { examplePinState, pinState } from './pin-state.ts'

export const resetPin = defineMethod({
  id: 'reset-pin',
  group: 'pins',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/reset-pin`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Reset the PIN',
  params: numberParams,
  response: pinState,
  errors: ['not-found', 'wrong-state'],
  example: { params: exampleNumberParams, response: examplePinState },
})
