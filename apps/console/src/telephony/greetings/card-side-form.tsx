/** Greeting and comments of one side of the card, each with its count; a comment may end by itself. */
import { Trans, useLingui } from '@lingui/react/macro'
import { defaultCard, validateCard } from '@mainline/pbx'
import { ActionIcon, Button, Textarea } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { IconPlus, IconX } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useState } from 'react'
import { faultWords } from '../../api/server-words.ts'
import { useDateWords } from '../../parts/dates.tsx'
import { instantOfLocal, localOfInstant } from '../../parts/local-time.ts'
import classes from './greetings.module.css'
import type { CardSide } from './greetings-dialog.tsx'

const GREETING_LIMIT = 250
const COMMENTS_LIMIT = 1_000
/** Placeholders of a greeting (M11). */
const MORNING = '{good morning}'
const COMPANY = '{organization}'

interface Props {
  readonly side: CardSide
  readonly zone: string
  readonly onChange: (side: CardSide) => void
}

export function CardSideForm({ side, zone, onChange }: Props) {
  const { t } = useLingui()
  const { greeting, comments } = side
  const { locale, minute } = useDateWords()
  const [keys, setKeys] = useState(() => comments.map(() => crypto.randomUUID()))
  const total = comments.reduce((sum, { text }) => sum + text.length, 0)
  const set = (index: number, changed: Partial<CardSide['comments'][number]>) =>
    onChange({ ...side, comments: comments.map((one, i) => (i === index ? { ...one, ...changed } : one)) })
  /** What is seen on the button stands in its name too, so that whoever speaks to the page can say it. */
  const endInWords = (index: number, expiresAt: string | null) => {
    const end = expiresAt ? dayjs(localOfInstant(expiresAt, zone)).locale(locale).format(minute) : t`no end`
    return t`End of comment ${index + 1}: ${end}`
  }
  return (
    <>
      <div>
        <Counted
          label={t`Greeting, said word for word`}
          count={greeting.length}
          limit={GREETING_LIMIT}
          htmlFor="greeting"
        />
        <Textarea
          id="greeting"
          autosize
          minRows={2}
          autoFocus
          classNames={{ input: classes.greetingText }}
          value={greeting}
          placeholder={defaultCard.inHours.greeting}
          error={
            greeting.length > GREETING_LIMIT
              ? t`${greeting.length - GREETING_LIMIT} characters too long.`
              : noPlaceholder(greeting)
          }
          onChange={(event) => onChange({ ...side, greeting: event.currentTarget.value })}
        />
        <p className={`${classes.below} meta`}>
          <Trans>
            {MORNING} follows the clock of the site; {COMPANY} is the name of the company.
          </Trans>
          {greeting.trim() === '' && (
            <>
              {' '}
              <Trans>Left empty, the standard greeting is said.</Trans>
            </>
          )}
        </p>
      </div>
      <div>
        <Counted label={t`Comments, to know and not to say`} count={total} limit={COMMENTS_LIMIT} />
        {comments.map(({ text, expiresAt }, index) => (
          <div key={keys[index]} className={classes.comment}>
            <Textarea
              autosize
              aria-label={t`Comment ${index + 1}`}
              value={text}
              error={text.length > COMMENTS_LIMIT ? t`At most 1,000 characters.` : undefined}
              onChange={(event) => set(index, { text: event.currentTarget.value })}
            />
            <DateTimePicker
              aria-label={endInWords(index, expiresAt)}
              clearButtonProps={{ 'aria-label': t`Keep comment ${index + 1} without an end` }}
              placeholder={t`no end`}
              clearable
              locale={locale}
              valueFormat={minute}
              value={expiresAt ? localOfInstant(expiresAt, zone) : null}
              onChange={(value) => set(index, { expiresAt: value ? instantOfLocal(value, zone) : null })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              aria-label={t`Remove comment ${index + 1}`}
              onClick={() => {
                setKeys(keys.filter((_, i) => i !== index))
                onChange({ ...side, comments: comments.filter((_, i) => i !== index) })
              }}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <Button
          variant="subtle"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => {
            setKeys([...keys, crypto.randomUUID()])
            onChange({ ...side, comments: [...comments, { text: '', expiresAt: null, author: '' }] })
          }}
        >
          <Trans>Add a comment</Trans>
        </Button>
      </div>
    </>
  )
}

/** What stands in braces and is filled in by nothing would be read aloud as it is: said while it is typed, in the words of a refusal. */
const noPlaceholder = (greeting: string): string | undefined =>
  validateCard({ inHours: { greeting, comments: [] } })
    .filter(({ code }) => code === 'card-placeholder')
    .map(({ code, words: message, values }) => faultWords({ code, message, values }))
    .join(' ') || undefined

function Counted({
  label,
  count,
  limit,
  htmlFor,
}: {
  label: string
  count: number
  limit: number
  htmlFor?: string
}) {
  const { i18n } = useLingui()
  return (
    <div className={classes.counted}>
      {htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <span>{label}</span>}
      <span className="figures" data-over={count > limit || undefined}>
        {count} / {i18n.number(limit)}
      </span>
    </div>
  )
}
