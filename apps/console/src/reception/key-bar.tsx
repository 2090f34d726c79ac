/** The keys that work at this moment, by name; what whoever sits here has switched off is none of them. */
import { Trans, useLingui } from '@lingui/react/macro'
import { KeyHint } from '../parts/key-hint.tsx'
import classes from './desk.module.css'
import { actionsOf, type DeskCall, type Person } from './desk-state.ts'
import { DeskKey, useDeskKey } from './keys/desk-key.tsx'
import { type DeskKeyAction, printedKey } from './keys/key-names.ts'

interface Props {
  readonly call: DeskCall | undefined
  readonly held: boolean
  readonly waiting: number
  readonly person: Person | undefined
  /** Whether the microphone is off; undefined: there is none to switch. */
  readonly muted: boolean | undefined
  /** Whoever sits here is away. */
  readonly away: boolean
  readonly onAllKeys: () => void
}

export function KeyBar({ call, held, waiting, person, muted, away, onAllKeys }: Props) {
  const { t } = useLingui()
  const may = actionsOf(call)
  const keyOf = useDeskKey()
  const keys: readonly (readonly [boolean, DeskKeyAction | readonly DeskKeyAction[], string])[] = [
    [may.includes('answer'), 'answer', t`answer`],
    [!may.includes('answer') && waiting > 0, 'answer', t`hold, take next call`],
    [may.includes('hold'), 'hold', t`hold`],
    [may.includes('resume') || may.includes('return'), 'hold', t`back to the caller`],
    [may.includes('answer') && held, 'hold', t`back to the held call`],
    [may.includes('swap') || (call?.state === 'talking' && held), 'swap', t`swap`],
    [may.includes('connect'), 'ask', t`connect the two`],
    [may.includes('transfer') && person !== undefined, 'ask', t`ask ${person?.name ?? ''}`],
    [may.includes('transfer') && person !== undefined, 'pass', t`pass on to ${person?.name ?? ''}`],
    [may.includes('hang-up'), 'hang-up', t`hang up`],
    [may.includes('voicemail'), 'voicemail', t`voicemail`],
    [muted !== undefined, 'mute', muted ? t`microphone on` : t`mute`],
    [call !== undefined && call.state !== 'waiting', 'message', t`message`],
    [may.includes('answer'), ['previous', 'next'], t`choose a waiting call`],
    [call !== undefined, 'find', t`find a person`],
    [true, 'away', away ? t`ready again` : t`away`],
  ]
  return (
    <footer className={classes.keys}>
      {keys
        .filter(([works]) => works)
        .map(([, actions, label]) => ({
          label,
          own: [actions]
            .flat()
            .map(keyOf)
            .filter((key) => key !== null),
        }))
        .filter(({ own }) => own.length > 0)
        .map(({ label, own }) => (
          <span key={label}>
            {own.map((key) => (
              <KeyHint key={key}>{printedKey(key)}</KeyHint>
            ))}
            {label}
          </span>
        ))}
      <button type="button" className={`${classes.link} ${classes.end}`} onClick={onAllKeys}>
        <Trans>All keys</Trans> <DeskKey of="list" />
      </button>
    </footer>
  )
}
