/** A message for the organization that was called: prefilled with the caller, kept as it is typed, one a call. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconMail } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import { api } from '../api/client.ts'
import { KeyHint } from '../parts/key-hint.tsx'
import { printed } from '../parts/numbers.ts'
import { Note } from '../parts/state-badge.tsx'
import classes from './desk.module.css'
import type { DeskCall } from './desk-state.ts'
import { usePeopleOf } from './use-people.ts'

export interface Draft {
  readonly recipient: string | null
  readonly callerName: string
  readonly callerNumber: string
  readonly text: string
  readonly callBack: boolean
  readonly urgent: boolean
}

/** @param call what is known of the caller already */
export const newDraft = ({ callerName, callerNumber }: DeskCall): Draft => ({
  recipient: null,
  callerName: callerName ?? '',
  callerNumber: printed(callerNumber ?? ''),
  text: '',
  callBack: true,
  urgent: false,
})

/** A number that is not known to be another is sent as it came, not as it is printed. */
const asGiven = (typed: string, caller: string | null): string =>
  caller !== null && typed === printed(caller) ? caller : typed.replaceAll('\u00a0', ' ')

/** What the API takes. */
const longest = { text: 2000, name: 120, number: 32 } as const

interface Props {
  readonly call: DeskCall
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
  readonly onSent: (mailedTo: readonly string[]) => void
  readonly onClose: () => void
}

export function MessageForm({ call, draft, onDraft, onSent, onClose }: Props) {
  const { t, i18n } = useLingui()
  const people = usePeopleOf(call) ?? []
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const change = (what: Partial<Draft>) => onDraft({ ...draft, ...what })
  const send = useMutation({
    mutationFn: () =>
      api.takeReceptionMessage({
        params: { siteId: call.siteId },
        body: {
          organizationId: call.organizationId ?? '',
          numberId: call.numberId,
          liveCallId: call.liveCallId,
          recipient: draft.recipient,
          callerName: draft.callerName.trim() || null,
          callerNumber: asGiven(draft.callerNumber.trim(), call.callerNumber) || null,
          text: draft.text,
          callBack: draft.callBack,
          urgent: draft.urgent,
        },
      }),
    onSuccess: ({ mailedTo }) => onSent(mailedTo),
  })
  const tooMany = draft.text.trim().length - longest.text
  const most = i18n.number(longest.text)
  const fits = draft.text.trim() !== '' && tooMany <= 0
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (fits && !send.isPending) send.mutate()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
    if (event.key === 'Escape') onClose()
  }
  return (
    <form className={classes.big} onSubmit={submit} onKeyDown={onKeyDown} aria-label={t`Take a message`}>
      <div className={classes.line}>
        <h2>{t`Message for ${call.organizationName}`}</h2>
        <span className={`${classes.end} ${classes.meta}`}>
          <Trans>kept as you type</Trans>
        </span>
      </div>
      <div className={classes.form}>
        <Select
          label={t`For`}
          placeholder={t`Anybody`}
          data={[...new Set(people.map(({ name }) => name))]}
          value={draft.recipient}
          onChange={(recipient) => change({ recipient })}
          clearable
          searchable
        />
        <TextInput
          label={t`From`}
          data-longest={longest.name}
          value={draft.callerName}
          onChange={(event) => change({ callerName: event.currentTarget.value })}
        />
        <TextInput
          label={t`Call back on`}
          data-longest={longest.number}
          value={draft.callerNumber}
          onChange={(event) => change({ callerNumber: event.currentTarget.value })}
        />
        <Textarea
          ref={field}
          className={classes.full}
          label={t`Message`}
          autosize
          minRows={3}
          maxRows={8}
          value={draft.text}
          error={tooMany > 0 && t`A message has at most ${most} characters: ${tooMany} too many.`}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <div className={`${classes.full} ${classes.checks}`}>
          <Checkbox
            label={t`Asks to be called back`}
            checked={draft.callBack}
            onChange={(event) => change({ callBack: event.currentTarget.checked })}
          />
          <Checkbox
            label={t`Urgent`}
            checked={draft.urgent}
            onChange={(event) => change({ urgent: event.currentTarget.checked })}
          />
        </div>
      </div>
      {send.error && (
        <Note tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />}>
          {send.error.message}
        </Note>
      )}
      <div className={classes.foot}>
        <Recipients call={call} />
        <Button variant="subtle" rightSection={<KeyHint>Esc</KeyHint>} onClick={onClose}>
          <Trans>Leave the form</Trans>
        </Button>
        <Button
          type="submit"
          loading={send.isPending}
          disabled={!fits}
          rightSection={<KeyHint>Ctrl ⏎</KeyHint>}
        >
          <Trans>Send</Trans>
        </Button>
      </div>
    </form>
  )
}

/** Where it will go, before it is sent. */
function Recipients({ call }: Pick<Props, 'call'>) {
  const organizationId = call.organizationId ?? ''
  const { siteId, numberId } = call
  const { data } = useQuery({
    queryKey: ['message-recipients', siteId, organizationId, numberId],
    enabled: organizationId !== '',
    queryFn: () => api.listMessageRecipients({ params: { siteId, organizationId }, query: { numberId } }),
  })
  const [first, ...more] = data?.items ?? []
  return (
    <p className={classes.recipients}>
      {data && <IconMail size={15} aria-hidden />}
      {data && first === undefined && <Trans>Into their messages, no e-mail</Trans>}
      {first !== undefined && more.length === 0 && <Trans>To {first}</Trans>}
      {first !== undefined && more.length > 0 && (
        <Trans>
          To {first} and {more.length} more
        </Trans>
      )}
    </p>
  )
}
