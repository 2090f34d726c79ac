/** Under the call: what this caller and this organization had to do with each other, and what colleagues noted. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../api/client.ts'
import { whenInWords } from '../parts/time.ts'
import classes from './desk.module.css'
import type { DeskCall } from './desk-state.ts'

interface Props {
  readonly siteId: string
  readonly call: DeskCall
  readonly zone: string
}

export function Recent({ siteId, call, zone }: Props) {
  return (
    <section className={classes.recent}>
      <Notes siteId={siteId} call={call} zone={zone} />
      <FromCaller call={call} zone={zone} />
    </section>
  )
}

function FromCaller({ call, zone }: Omit<Props, 'siteId'>) {
  const { i18n } = useLingui()
  const digits = call.callerNumber?.replace(/\D/g, '') ?? ''
  const { data } = useQuery({
    queryKey: ['calls-of-caller', call.organizationId, digits],
    enabled: digits.length > 1 && call.organizationId !== null,
    queryFn: () =>
      api.listCalls({ query: { organizationId: call.organizationId ?? '', callerDigits: digits, limit: 8 } }),
  })
  const items = data?.items ?? []
  return (
    <>
      <h3>
        <Trans>From this caller</Trans>
      </h3>
      {items.length === 0 ? (
        <p className={classes.none}>
          <Trans>No earlier call to this organization.</Trans>
        </p>
      ) : (
        <ul className={classes.history}>
          {items.map(({ callId, startedAt, sentence }) => (
            <li key={callId}>
              <span className="figures middle">{whenInWords(startedAt, Date.now(), zone, i18n.locale)}</span>
              <span className="cut">{sentence}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Notes({ siteId, call, zone }: Props) {
  const { t, i18n } = useLingui()
  const client = useQueryClient()
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
          maxLength={500}
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
