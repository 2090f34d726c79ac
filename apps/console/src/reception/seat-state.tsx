/** What a seat is doing: icon and word, and how long where that matters. */
import { useLingui } from '@lingui/react/macro'
import { IconCircleCheck, IconClock, IconCup, IconPhone, IconPlugX } from '@tabler/icons-react'
import { Elapsed } from '../parts/elapsed.tsx'
import { Status } from '../parts/state-badge.tsx'
import type { SeatOnDesk } from './desk-state.ts'

interface Props {
  readonly seat: SeatOnDesk
  readonly ahead: number
  /** Each state with how long it holds, not only a conversation. */
  readonly allTimes?: boolean
  /** Of the icon: px, or `1em`. */
  readonly size?: number | string
}

export function SeatState({ seat, ahead, allTimes = false, size = 15 }: Props) {
  const { tone, Icon } = looks[seat.state]
  const words = useSeatWords()
  const word = seat.state === 'away' && seat.reason ? seat.reason : words[seat.state]
  return (
    <Status tone={tone} icon={<Icon size={size} aria-hidden />}>
      {word} {(allTimes || seat.state === 'talking') && <Elapsed since={seat.since} ahead={ahead} />}
    </Status>
  )
}

/** The word of a state to choose; the one that holds has its icon, too. */
export function SeatWord({ state, on }: { state: SeatOnDesk['state']; on: boolean }) {
  const { tone, Icon } = looks[state]
  const words = useSeatWords()
  return (
    <>
      {on && <Status tone={tone} icon={<Icon size={15} aria-hidden />} />} {words[state]}
    </>
  )
}

const looks = {
  ready: { tone: 'ok', Icon: IconCircleCheck },
  talking: { tone: 'accent', Icon: IconPhone },
  'wrap-up': { tone: 'wait', Icon: IconClock },
  away: { tone: 'idle', Icon: IconCup },
  offline: { tone: 'idle', Icon: IconPlugX },
} as const

function useSeatWords(): Record<SeatOnDesk['state'], string> {
  const { t } = useLingui()
  return {
    ready: t`Ready`,
    talking: t`Talking`,
    'wrap-up': t`Wrap-up`,
    away: t`Away`,
    offline: t`Cannot ring`,
  }
}
