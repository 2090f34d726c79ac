/** What may be known of a PIN, as the contract shows it (M12). */
import type { MethodOutput, resetPin } from '@mainline/contract'
import type { PinState } from '@mainline/storage'
import { toIsoOrNull } from '../instant.ts'

export const presentPinState = (state: PinState): MethodOutput<typeof resetPin> => ({
  ...state,
  lockedAt: toIsoOrNull(state.lockedAt),
})
