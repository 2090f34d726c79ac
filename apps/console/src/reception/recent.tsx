/** Under the call: what this caller and this organization had to do with each other, and what colleagues noted. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
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
}

export function Recent({ siteId, zone, seat, call }: Props) {
  return (
    <section className={classes.recent}>
      {call && <Notes call={call} zone={zone} />}
      <RecentCalls siteId={siteId} call={call} zone={zone} seat={seat} />
    </section>
  )
}

function Notes({ call, zone }: { call: DeskCall; zone: string }) {
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
  const [text, setText] = useState('')
  const refresh = () => client.invalidateQueries({ queryKey })
  const add = useMutation({
    mutationFn: () => api.addReceptionNote({ params, body: { text } }),
    onSuccess: () => {
      setText('')
      void refresh()
    },
  })
  const remove = useMutation({
    mutationFn: (noteId: string) => api.removeReceptionNote({ params: { noteId } }),
    onSuccess: () => void refresh(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') add.mutate()
  }
  return (
    <>
      <h3>
        <Trans>Notes for colleagues</Trans>
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
          onChange={(event) => setText(event.currentTarget.value)}
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
