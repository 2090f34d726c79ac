/** What colleagues note on a message; the caller never hears of it. Shown at once, put back when the server refuses. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { KeyHint } from '../parts/key-hint.tsx'
import { StayWhile } from '../parts/stay-while.tsx'
import { localZone, whenInWords } from '../parts/time.ts'
import { useMe } from '../session.ts'
import classes from './notes.module.css'
import { useMessageDetail } from './use-message-detail.ts'

type Detail = AnswerOf<'getMessage'>
type ShownNote = Detail['notes'][number]

export function Notes({ messageId }: { messageId: string }) {
  const { t } = useLingui()
  const { data } = useMessageDetail(messageId)
  const [text, setText] = useState('')
  const { add, remove } = useNotes(messageId, { onRefused: setText })
  const submit = () => {
    const written = text.trim()
    if (written === '') return
    setText('')
    add(written)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
  }
  if (!data) return null
  return (
    <section>
      <h3>
        <Trans>Notes</Trans>
      </h3>
      {data.notes.length > 0 && (
        <ul className={classes.notes}>
          {data.notes.map((note) => (
            <OneNote key={note.id} note={note} onRemove={() => remove(note)} />
          ))}
        </ul>
      )}
      <StayWhile unsaved={() => text.trim() !== ''} />
      <div className={classes.write}>
        <Textarea
          autosize
          minRows={2}
          maxRows={6}
          data-longest={2000}
          aria-label={t`Note`}
          placeholder={t`For colleagues only; the caller never sees it`}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {text.trim() !== '' && (
          <Button variant="default" rightSection={<KeyHint>Ctrl ⏎</KeyHint>} onClick={submit}>
            <Trans>Add note</Trans>
          </Button>
        )}
      </div>
    </section>
  )
}

function OneNote({ note: { text, author, at }, onRemove }: { note: ShownNote; onRemove: () => void }) {
  const { t, i18n } = useLingui()
  return (
    <li>
      <p className={classes.text}>{text}</p>
      <span className="meta">
        {author}, {whenInWords(at, Date.now(), localZone, i18n.locale)}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t`Remove the note of ${author}`}
        onClick={onRemove}
      >
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </li>
  )
}

/** @param onRefused gets the text back that could not be noted, so that nothing typed is lost */
function useNotes(messageId: string, { onRefused }: { onRefused: (text: string) => void }) {
  const client = useQueryClient()
  const { name } = useMe()
  const queryKey = ['message', messageId]
  const show = (change: (notes: readonly ShownNote[]) => ShownNote[]) =>
    client.setQueryData<Detail>(queryKey, (old) => old && { ...old, notes: change(old.notes) })
  const settle = {
    onError: (error: Error) => notifications.show({ color: 'red', message: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey }),
  }
  const adding = useMutation({
    mutationFn: (text: string) => api.addMessageNote({ params: { messageId }, body: { text } }),
    onMutate: (text) => {
      const note = { id: `new ${text}`, text, author: name, at: new Date().toISOString() }
      show((notes) => [...notes, note])
    },
    ...settle,
    onError: (error, text) => {
      onRefused(text)
      settle.onError(error)
    },
  })
  const removing = useMutation({
    mutationFn: ({ id: messageNoteId }: ShownNote) =>
      api.deleteMessageNote({ params: { messageId, messageNoteId } }),
    onMutate: (gone) => {
      show((notes) => notes.filter(({ id }) => id !== gone.id))
    },
    ...settle,
  })
  return { add: adding.mutate, remove: removing.mutate }
}
