/** The right side: people of the organization that was called, what their phones do, and how a call is passed on to them. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconBellRinging,
  IconCalendarOff,
  IconCircleCheck,
  IconMailbox,
  IconPhone,
  IconPhoneOutgoing,
  IconPlugX,
  IconSearch,
} from '@tabler/icons-react'
import { type RefObject, useState } from 'react'
import { Elapsed } from '../parts/elapsed.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { dialled, printed } from '../parts/numbers.ts'
import { Status } from '../parts/state-badge.tsx'
import { whenInWords } from '../parts/time.ts'
import classes from './desk.module.css'
import type { DeskAction, DeskCall, Person } from './desk-state.ts'
import { DeskKey, useDeskKey, useSpokenKey } from './keys/desk-key.tsx'

interface Props {
  /** The call whose company's people these are: the one in the middle, or one that a message is written for. */
  readonly call: DeskCall | undefined
  /** What can be done with the call in the middle. */
  readonly may: readonly DeskAction[]
  readonly toVoicemail: () => void
  readonly people: readonly Person[]
  readonly text: string
  readonly onText: (text: string) => void
  readonly finder: RefObject<HTMLInputElement | null>
  readonly chosen: Person | undefined
  readonly onChoose: (person: Person) => void
  readonly pass: (how: 'ask' | 'pass', person: Person) => void
  readonly outside: string
  readonly onOutside: (number: string) => void
  readonly outsideField: RefObject<HTMLInputElement | null>
  readonly passOutside: (how: 'ask' | 'pass', e164: string) => void
  readonly transferSeconds: number
  /** How far the server's clock is ahead, ms. */
  readonly ahead: number
  readonly zone: string
}

/** Whom `1` to `9` choose. */
export const byDigit = (people: readonly Person[], digit: string): Person | undefined =>
  people[Number(digit) - 1]

export function People(props: Props) {
  const { t } = useLingui()
  const { call, people, text, onText, finder, chosen, onChoose, pass, transferSeconds, ahead, zone } = props
  const may = props.may.includes('transfer')
  const spoken = useSpokenKey()
  const fingers = useMediaQuery('(hover: none) and (pointer: coarse)', false)
  const digits = useDeskKey()('people') !== null && !fingers
  return (
    <aside className={classes.right} aria-label={t`People`}>
      <header className={classes.caption}>
        <h2 className="cut">{call ? t`People at ${call.organizationName}` : t`People`}</h2>
        <span className={`${classes.meta} figures`}>{people.length}</span>
      </header>
      <div className={classes.finder}>
        <TextInput
          ref={finder}
          aria-label={t`Find a person`}
          placeholder={t`Name, role or EXT`}
          leftSection={<IconSearch size={15} aria-hidden />}
          rightSection={<DeskKey of="find" />}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          disabled={!call}
        />
      </div>
      <ul className={classes.people}>
        {people.map((person, index) => (
          <li key={person.numberId} data-on={chosen?.numberId === person.numberId || undefined}>
            <button
              type="button"
              className={classes.person}
              aria-pressed={chosen?.numberId === person.numberId}
              onClick={() => onChoose(person)}
            >
              <span className={classes.digit}>
                {index < 9 && digits && <KeyHint>{String(index + 1)}</KeyHint>}
              </span>
              <span className={classes.name}>
                <span className="cut">{person.name}</span>
                <small className="cut figures">{beneath(person)}</small>
              </span>
              <Presence person={person} ahead={ahead} zone={zone} />
            </button>
            {may && chosen?.numberId === person.numberId && (
              <div className={classes.passing}>
                <Button
                  size="compact-sm"
                  rightSection={<DeskKey of="ask" />}
                  onClick={() => pass('ask', person)}
                >
                  <Trans>Ask first</Trans>
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  rightSection={<DeskKey of="pass" />}
                  onClick={() => pass('pass', person)}
                >
                  <Trans>Pass on</Trans>
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {call && (
        <div className={classes.ways}>
          {props.may.includes('voicemail') && (
            <button
              type="button"
              className={classes.voicemail}
              aria-keyshortcuts={spoken('voicemail')}
              onClick={props.toVoicemail}
            >
              <IconMailbox size={16} aria-hidden />
              <span className="cut">{t`Voicemail of ${call.organizationName}`}</span>
              <DeskKey of="voicemail" />
            </button>
          )}
          <Outside {...props} call={call} mayPass={may} />
        </div>
      )}
      <p className={classes.hint}>
        {may ? (
          <Trans>Not answered in {transferSeconds} s? It comes back to you.</Trans>
        ) : digits ? (
          <Trans>Answer first; then 1 to 9 picks a person.</Trans>
        ) : (
          <Trans>Answer first; then pick a person.</Trans>
        )}
      </p>
    </aside>
  )
}

function Outside(props: Props & { call: DeskCall; mayPass: boolean }) {
  const { call, outside, onOutside, outsideField, passOutside, mayPass } = props
  const { t } = useLingui()
  const [wrong, setWrong] = useState(false)
  const pass = (how: 'ask' | 'pass') => {
    const e164 = dialled(outside, call.calledNumber)
    setWrong(e164 === undefined)
    if (e164 !== undefined) passOutside(how, e164)
  }
  return (
    <form
      className={classes.outside}
      onSubmit={(event) => {
        event.preventDefault()
        pass('ask')
      }}
    >
      <TextInput
        ref={outsideField}
        aria-label={t`Outside number`}
        placeholder={t`Outside number, +44…`}
        leftSection={<IconPhoneOutgoing size={15} aria-hidden />}
        rightSection={<DeskKey of="outside" />}
        value={outside}
        error={wrong && t`That is no telephone number. Write it as you would dial it, or with a plus sign.`}
        onChange={(event) => {
          setWrong(false)
          onOutside(event.currentTarget.value)
        }}
        disabled={!mayPass}
      />
      {outside !== '' && mayPass && (
        <div className={classes.passing}>
          <Button size="compact-sm" type="submit">
            <Trans>Ask first</Trans>
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => pass('pass')}>
            <Trans>Pass on</Trans>
          </Button>
        </div>
      )}
    </form>
  )
}

/** Whose it is, what the person is there, the extension: "Partner, 2150". */
const beneath = ({ assignedName, title, extension, e164 }: Person) =>
  [assignedName, title, extension ?? printed(e164)].filter((part) => part !== null).join(', ')

function Presence({ person, ahead, zone }: { person: Person; ahead: number; zone: string }) {
  const { t } = useLingui()
  const { state, absence, talkingSince } = person
  // Who is away and talks all the same is talking.
  if (absence && (state === 'free' || state === 'unregistered')) return <Absence {...absence} zone={zone} />
  switch (state) {
    case 'free':
      return <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>{t`Free`}</Status>
    case 'ringing':
      return <Status tone="wait" icon={<IconBellRinging size={15} aria-hidden />}>{t`Ringing`}</Status>
    case 'talking':
      return (
        <Status tone="accent" icon={<IconPhone size={15} aria-hidden />}>
          {t`Talking`} {talkingSince && <Elapsed since={talkingSince} ahead={ahead} />}
        </Status>
      )
    case 'unregistered':
      return <Status tone="idle" icon={<IconPlugX size={15} aria-hidden />}>{t`No phone`}</Status>
  }
}

function Absence({ note, until, zone }: NonNullable<Person['absence']> & { zone: string }) {
  const { t, i18n } = useLingui()
  const end = until === null ? undefined : whenInWords(until, Date.now(), zone, i18n.locale)
  return (
    <Status tone="idle" icon={<IconCalendarOff size={15} aria-hidden />}>
      {end === undefined ? note : t`${note}, to ${end}`}
    </Status>
  )
}
