/** What the keys of the desk do, in words, in the order of a call. */
import { useLingui } from '@lingui/react/macro'
import type { DeskKeyAction } from './key-names.ts'

export function useKeyWords(): readonly (readonly [DeskKeyAction, string])[] {
  const { t } = useLingui()
  return [
    ['answer', t`Answer, or hold and take the next`],
    ['hold', t`Hold and resume`],
    ['swap', t`Swap`],
    ['ask', t`Ask first, then connect`],
    ['pass', t`Pass on`],
    ['hang-up', t`Hang up`],
    ['people', t`Choose a person`],
    ['find', t`Find a person`],
    ['outside', t`Outside number`],
    ['voicemail', t`Voicemail`],
    ['message', t`Message`],
    ['mute', t`Mute`],
    ['previous', t`Waiting call before`],
    ['next', t`Next waiting call`],
    ['leave', t`Leave to others`],
    ['away', t`Away, and back`],
    ['list', t`This list`],
  ]
}
