/** Which key does what at this moment (design §5). */
import { actionsOf, type DeskAction, type Sight } from './desk-state.ts'
import { byDigit } from './people.tsx'
import type { DeskKeys } from './use-desk-keys.ts'
import type { usePeople } from './use-people.ts'
import type { useSeatActions } from './use-seat-actions.ts'

export function keysOf(parts: {
  sight: Sight
  actions: ReturnType<typeof useSeatActions>
  people: ReturnType<typeof usePeople>
  act: (action: DeskAction) => void
  write: () => void
  leaveToOthers: () => void
  choose: (liveCallId: string) => void
  away: () => void
  /** undefined: there is no microphone to switch off. */
  mute: (() => void) | undefined
}): DeskKeys {
  const { sight, actions, people, act, write, leaveToOthers, choose, away, mute } = parts
  const { call, waiting, held } = sight
  const may = actionsOf(call)
  const { chosen } = people
  const transfer = (how: 'ask' | 'pass') => {
    if (call && chosen && may.includes('transfer')) actions.pass(call, how, chosen)
  }
  const step = (by: number) => {
    const at = waiting.findIndex(({ liveCallId }) => liveCallId === call?.liveCallId)
    const next = waiting[Math.min(waiting.length - 1, Math.max(0, at + by))]
    if (next) choose(next.liveCallId)
  }
  const digits = Object.fromEntries(
    Array.from('123456789', (digit) => {
      const person = byDigit(people.found, digit)
      return [digit, person && (() => people.choose(person))]
    }),
  )
  const [first] = waiting
  const [waitingForUs] = held.filter(({ state }) => state === 'held')
  return {
    ...digits,
    F2: () => {
      if (may.includes('answer')) act('answer')
      else if (call?.state === 'talking' && first) actions.holdAndTake(call, first)
      else if (first) actions.take(first)
    },
    F4: () => {
      if (may.includes('hold')) act('hold')
      else if (may.includes('return')) act('return')
      else if (may.includes('resume')) act('resume')
      else if (waitingForUs) actions.act(waitingForUs, 'resume')
    },
    'Shift F4': () => {
      if (may.includes('swap')) act('swap')
      else if (call?.state === 'talking' && waitingForUs) actions.holdAndResume(call, waitingForUs)
    },
    F8: () => (may.includes('connect') ? act('connect') : transfer('ask')),
    'Shift F8': () => transfer('pass'),
    F9: () => {
      if (may.includes('hang-up')) act('hang-up')
    },
    '/': () => people.finder.current?.focus(),
    o: () => people.outsideField.current?.focus(),
    v: () => {
      if (may.includes('voicemail')) act('voicemail')
    },
    u: mute,
    m: write,
    l: leaveToOthers,
    a: away,
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
  }
}
