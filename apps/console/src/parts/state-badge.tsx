/** The state of a number: icon, word and colour. No other place picks the colour of a state. */
import { useLingui } from '@lingui/react/macro'
import {
  IconBookmark,
  IconCircleCheck,
  IconCircleDashed,
  IconLoader2,
  IconSnowflake,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './state.module.css'

export type NumberState = 'AVAILABLE' | 'RESERVED' | 'PENDING' | 'ACTIVE' | 'COOLDOWN'
export type Tone = 'ok' | 'wait' | 'held' | 'cool' | 'idle' | 'bad' | 'accent'

const looks = {
  AVAILABLE: { tone: 'idle', icon: IconCircleDashed },
  RESERVED: { tone: 'held', icon: IconBookmark },
  PENDING: { tone: 'wait', icon: IconLoader2 },
  ACTIVE: { tone: 'ok', icon: IconCircleCheck },
  COOLDOWN: { tone: 'cool', icon: IconSnowflake },
} as const

/** @param children what is known beyond the word */
export function StateBadge({ state, children }: { state: NumberState; children?: ReactNode }) {
  const { tone, icon: Icon } = looks[state]
  const words = useStateWords()
  return (
    <Tag tone={tone} icon={<Icon size={14} stroke={2} aria-hidden />}>
      {words[state]}
      {children}
    </Tag>
  )
}

/** The icon of a state in its colour, where the word stands beside it. */
export function StateIcon({ state }: { state: NumberState }) {
  const { tone, icon: Icon } = looks[state]
  return <Status tone={tone} icon={<Icon size={15} stroke={2} aria-hidden />} />
}

/** The words of the states, for filters and sentences. */
export function useStateWords(): Record<NumberState, string> {
  const { t } = useLingui()
  return {
    AVAILABLE: t`Available`,
    RESERVED: t`Reserved`,
    PENDING: t`Pending`,
    ACTIVE: t`Active`,
    COOLDOWN: t`Cooldown`,
  }
}

/** A small tinted label: always a word, usually with an icon. */
export function Tag({ tone, icon, children }: { tone: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {icon}
      {children}
    </span>
  )
}

/** Icon and word in the colour of a state, without a tint: presence in lists, notes beside facts. */
export function Status({
  tone,
  icon,
  wraps,
  children,
}: {
  tone: Tone
  icon: ReactNode
  /** A sentence, which may take several lines. */
  wraps?: boolean
  children?: ReactNode
}) {
  return (
    <span className={classes.status} data-tone={tone} data-wraps={wraps || undefined}>
      {icon}
      {children}
    </span>
  )
}

/** A sentence on a tint, with its icon: what is wrong and how to mend it, or what to know. */
export function Note({
  tone,
  icon,
  children,
}: {
  tone: Tone | 'plain'
  icon: ReactNode
  children: ReactNode
}) {
  return (
    <div className={classes.note} data-tone={tone}>
      {icon}
      <div>{children}</div>
    </div>
  )
}
