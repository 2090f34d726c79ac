/** Under the call: what this caller and this organization had to do with each other, and what colleagues noted. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { api } from '../api/client.ts'
import { whenInWords } from '../parts/time.ts'
import classes from './desk.module.css'
import type { DeskCall, SeatOnDesk } from './desk-state.ts'
import { RecentCalls } from './recent-calls.tsx'

interface Props {
  readonly siteId: string
  readonly zone: string
  /** Of the receptionist. */
  readonly seat: SeatOnDesk | undefined
  readonly call: DeskCall | undefined
  readonly note: NoteDraft | undefined
  readonly onNote: (note: NoteDraft | undefined) => void
}

/** A note that is being typed, and the call at which it was begun: whose company it is for, whoever calls next. */
export interface NoteDraft {
  readonly of: DeskCall
  readonly text: string
}

export function Recent({ siteId, zone, seat, call, note, onNote }: Props) {
  const of = note?.of ?? call
  return (
    <section className={classes.recent}>
      {of && (
        <Notes
          call={of}
          isInSight={of.organizationId === call?.organizationId}
          zone={zone}
          text={note?.text ?? ''}
          onText={(text) => onNote(text === '' ? undefined : { of, text })}
        />
      )}
      <RecentCalls siteId={siteId} call={call} zone={zone} seat={seat} />
    </section>
  )
}

interface NotesProps {
  readonly call: DeskCall
  /** Whether the middle shows a call to the same company. */
  readonly isInSight: boolean
  readonly zone: string
  readonly text: string
  readonly onText: (text: string) => void
}

function Notes({ call, isInSight, zone, text, onText }: NotesProps) {
  const { t, i18n } = useLingui()
  const client = useQueryClient()
  const { siteId } = call
  const params = { siteId, organizationId: call.organizationId ?? '' }
  const queryKey = ['reception-notes', siteId, call.organizationId]
  const { data } = useQuery({
    queryKey,
    enabled: call.organizationId !== null,
    queryFn: () => api.listReceptionNotes({ params }),
  })
  const refresh = () => client.invalidateQueries({ queryKey })
  const add = useMutation({
    mutationFn: () => api.addReceptionNote({ params, body: { text } }),
    onSuccess: () => {
      onText('')
      void refresh()
    },
  })
  const remove = useMutation({
    mutationFn: (noteId: string) => api.removeReceptionNote({ params: { noteId } }),
    onSuccess: () => void refresh(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && !add.isPending) add.mutate()
  }
  return (
    <>
      <h3>
        {isInSight ? (
          <Trans>Notes for colleagues</Trans>
        ) : (
          <Trans>Notes for colleagues, {call.organizationName}</Trans>
        )}
      </h3>
      <ul className={classes.history}>
        {(data?.items ?? []).map(({ noteId, text: note, author, at }) => (
          <li key={noteId}>
            <span className="figures middle">{whenInWords(at, Date.now(), zone, i18n.locale)}</span>
            <span>
              {note} <span className="middle">{author}</span>
            </span>
            <ActionIcon
              variant="subtle"
              size={24}
              aria-label={t`Remove the note`}
              onClick={() => remove.mutate(noteId)}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className={classes.noteForm}>
        <TextInput
          aria-label={t`Note for colleagues`}
          placeholder={t`What colleagues should know`}
          value={text}
          data-longest={500}
          onChange={(event) => onText(event.currentTarget.value)}
        />
        {text.trim() !== '' && (
          <Button type="submit" variant="default" loading={add.isPending}>
            <Trans>Add</Trans>
          </Button>
        )}
      </form>
      {add.error && <p role="alert">{add.error.message}</p>}
    </>
  )
}
