/** The keys that work at this moment, by name. */
import { useLingui } from '@lingui/react/macro'
import { KeyHint } from '../parts/key-hint.tsx'
import classes from './desk.module.css'
import { actionsOf, type DeskCall, type Person } from './desk-state.ts'

interface Props {
  readonly call: DeskCall | undefined
  readonly held: boolean
  readonly waiting: number
  readonly person: Person | undefined
  /** Whether the microphone is off; undefined: there is none to switch. */
  readonly muted: boolean | undefined
}

export function KeyBar({ call, held, waiting, person, muted }: Props) {
  const { t } = useLingui()
  const may = actionsOf(call)
  const keys: readonly (readonly [boolean, string, string])[] = [
    [may.includes('answer'), 'F2', t`answer`],
    [!may.includes('answer') && waiting > 0, 'F2', t`hold, take next call`],
    [may.includes('hold'), 'F4', t`hold`],
    [may.includes('resume') || may.includes('return'), 'F4', t`back to the caller`],
    [may.includes('answer') && held, 'F4', t`back to the held call`],
    [may.includes('swap'), '⇧ F4', t`swap`],
    [may.includes('connect'), 'F8', t`connect the two`],
    [may.includes('transfer') && person !== undefined, 'F8', t`ask ${person?.name ?? ''}`],
    [may.includes('transfer') && person !== undefined, '⇧ F8', t`pass on to ${person?.name ?? ''}`],
    [may.includes('hang-up'), 'F9', t`hang up`],
    [may.includes('voicemail'), 'V', t`voicemail`],
    [muted !== undefined, 'U', muted ? t`microphone on` : t`mute`],
    [call !== undefined && call.state !== 'waiting', 'M', t`message`],
    [may.includes('answer'), '↑ ↓', t`choose a waiting call`],
    [call !== undefined, '/', t`find a person`],
    [true, 'A', t`away`],
  ]
  return (
    <footer className={classes.keys}>
      {keys
        .filter(([works]) => works)
        .map(([, key, label]) => (
          <span key={`${key} ${label}`}>
            <KeyHint>{key}</KeyHint>
            {label}
          </span>
        ))}
    </footer>
  )
}
