/** Voicemail of a phone number (M13): where its messages are mailed. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { TypedModal } from '../parts/guarded-modal.tsx'
import { printed } from '../parts/numbers.ts'
import { Failed, SkeletonRows } from '../parts/states.tsx'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import { EmailFields, wrongAddress } from './call-settings/email-fields.tsx'
import type { PhoneNumber } from './main-number.tsx'
import classes from './small-dialog.module.css'

interface Props {
  readonly number: PhoneNumber
  readonly onClose: () => void
}

export function MailboxDialog({ number, onClose }: Props) {
  const { t } = useLingui()
  const mailbox = useQuery({
    queryKey: ['mailbox', number.id],
    queryFn: () => api.getMailbox({ params: { numberId: number.id } }),
    gcTime: 0,
  })
  return (
    <TypedModal opened onClose={onClose} title={t`Voicemail of ${printed(number.e164)}`} size={520}>
      {mailbox.error ? (
        <Failed
          what={t`The mailbox could not be loaded.`}
          error={mailbox.error}
          retry={() => mailbox.refetch()}
        />
      ) : mailbox.data ? (
        <MailboxForm key={mailbox.data.version} mailbox={mailbox.data} onClose={onClose} />
      ) : (
        <SkeletonRows rows={3} />
      )}
    </TypedModal>
  )
}

function MailboxForm({ mailbox, onClose }: { mailbox: AnswerOf<'getMailbox'>; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { numberId, version } = mailbox
  const [draft, setDraft] = useState({ voicemailEmails: mailbox.voicemailEmails, emailAs: mailbox.emailAs })
  const save = useMutation({
    mutationFn: () => api.saveMailbox({ params: { numberId }, body: { version, ...draft } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['mailbox', numberId] })
      notifications.show({ message: t`The mailbox is saved; it holds for the next message.` })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wrongAddress(draft) === undefined) save.mutate()
  }
  return (
    <form className={classes.body} onSubmit={submit}>
      <EmailFields draft={draft} onChange={(changed) => setDraft((now) => ({ ...now, ...changed }))} />
      {save.error && <Wrong error={save.error} />}
      <div className={classes.foot}>
        <Button variant="subtle" onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" loading={save.isPending}>
          <Trans>Save</Trans>
        </Button>
      </div>
    </form>
  )
}
