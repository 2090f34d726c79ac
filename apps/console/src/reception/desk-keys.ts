/** What each key does at this moment (design §5); which key that is, whoever sits here has chosen. */
import { actionsOf, type DeskAction, heldByKey, type Sight } from './desk-state.ts'
import { byDigit } from './people.tsx'
import type { DeskDeeds } from './use-desk-keys.ts'
import type { usePeople } from './use-people.ts'
import type { useSeatActions } from './use-seat-actions.ts'

export function deedsOf(parts: {
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
  list: () => void
}): DeskDeeds {
  const { sight, actions, people, act, write, leaveToOthers, choose, away, mute, list } = parts
  const { call, waiting } = sight
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
  const [first] = waiting
  const waitingForUs = heldByKey(sight)
  return {
    person: (digit) => {
      const person = byDigit(people.found, digit)
      return person && (() => people.choose(person))
    },
    answer: () => {
      if (may.includes('answer')) act('answer')
      else if (call?.state === 'talking' && first) actions.holdAndTake(call, first)
      else if (first) actions.take(first)
    },
    hold: () => {
      if (may.includes('hold')) act('hold')
      else if (may.includes('return')) act('return')
      else if (may.includes('resume')) act('resume')
      else if (waitingForUs) actions.act(waitingForUs, 'resume')
    },
    swap: () => {
      if (may.includes('swap')) act('swap')
      else if (call?.state === 'talking' && waitingForUs) actions.holdAndResume(call, waitingForUs)
    },
    ask: () => (may.includes('connect') ? act('connect') : transfer('ask')),
    pass: () => transfer('pass'),
    'hang-up': () => {
      if (may.includes('hang-up')) act('hang-up')
    },
    find: () => people.finder.current?.focus(),
    outside: () => people.outsideField.current?.focus(),
    voicemail: () => {
      if (may.includes('voicemail')) act('voicemail')
    },
    mute,
    message: write,
    leave: leaveToOthers,
    away,
    next: () => step(1),
    previous: () => step(-1),
    list,
  }
}
