/** One greeting: when it is heard, where it comes from, listen, choose, delete. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Switch } from '@mantine/core'
import { IconPlayerPlayFilled, IconPlayerStopFilled, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { addressOf, api } from '../../api/client.ts'
import { minutes } from '../../calls/call-words.ts'
import { clockTime, dateInWords } from '../../parts/time.ts'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import classes from './greetings.module.css'
import type { Greeting } from './voicemail-greetings.tsx'

interface Props {
  readonly greeting: Greeting
  /** Of the list that it stands in. */
  readonly revision: string
  readonly zone: string
  readonly heard: boolean
  readonly onHear: () => void
  readonly onChanged: () => void
}

export function GreetingRow({ greeting, revision, zone, heard, onHear, onChanged }: Props) {
  const { t } = useLingui()
  const params = { greetingId: greeting.id }
  const choosing = useMutation({
    mutationFn: (chosen: boolean) => api.chooseGreeting({ params, body: { revision, chosen } }),
    onSettled: onChanged,
  })
  const deleting = useMutation({
    mutationFn: () => api.deleteGreeting({ params, query: { revision } }),
    onSettled: onChanged,
  })
  const occasion = useOccasion(greeting, zone)
  const error = choosing.error ?? deleting.error
  return (
    <li className={classes.greeting} data-chosen={greeting.chosen || undefined}>
      <ActionIcon
        variant="default"
        radius="xl"
        size={36}
        onClick={onHear}
        aria-label={heard ? t`Stop: ${occasion}` : t`Listen: ${occasion}`}
      >
        {heard ? (
          <IconPlayerStopFilled size={16} aria-hidden />
        ) : (
          <IconPlayerPlayFilled size={16} aria-hidden />
        )}
      </ActionIcon>
      <div>
        <strong>{occasion}</strong>
        <p className="meta">
          <Source greeting={greeting} />, <span className="figures">{minutes(greeting.seconds)}</span>
          {greeting.language && ` · ${greeting.language}`}
        </p>
        {greeting.words && (
          <p className={classes.words} lang={greeting.language ?? undefined}>
            {greeting.words}
          </p>
        )}
        {heard && (
          // biome-ignore lint/a11y/useMediaCaption: what is said stands beside it where it was typed
          <audio
            autoPlay
            controls
            src={addressOf('getGreetingAudio', { params })}
            className={classes.audio}
          />
        )}
        {error && <Wrong error={error} />}
      </div>
      <Switch
        checked={greeting.chosen}
        label={t`played`}
        aria-label={t`Played: ${occasion}`}
        disabled={choosing.isPending}
        onChange={(event) => choosing.mutate(event.currentTarget.checked)}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        loading={deleting.isPending}
        onClick={() => deleting.mutate()}
        aria-label={t`Delete: ${occasion}`}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </li>
  )
}

function Source({ greeting: { source, createdBy } }: { greeting: Greeting }) {
  if (source === 'recorded') return <Trans>recorded by {createdBy}</Trans>
  if (source === 'uploaded') return <Trans>uploaded by {createdBy}</Trans>
  return <Trans>typed by {createdBy}</Trans>
}

function useOccasion({ kind, from, until }: Greeting, zone: string): string {
  const { t, i18n } = useLingui()
  if (kind === 'no-answer') return t`Nobody answers`
  if (kind === 'out-of-hours') return t`Out of hours`
  const at = (instant: string | null) =>
    instant
      ? `${dateInWords(instant, Date.now(), zone, i18n.locale)} ${clockTime(instant, zone, i18n.locale)}`
      : ''
  return t`${at(from)} to ${at(until)}`
}
