/** Voicemail of a phone number (M13): where its messages are mailed. */
import { Trans, useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { DialogForm } from '../parts/form-dialog.tsx'
import { TypedModal } from '../parts/guarded-modal.tsx'
import { printed } from '../parts/numbers.ts'
import { Failed, SkeletonRows } from '../parts/states.tsx'
import { EmailFields, wrongAddress } from './call-settings/email-fields.tsx'
import type { PhoneNumber } from './main-number.tsx'

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
  return (
    <DialogForm
      verb={<Trans>Save</Trans>}
      sending={save.isPending}
      error={save.error}
      onSend={() => {
        if (wrongAddress(draft) === undefined) save.mutate()
      }}
      onClose={onClose}
    >
      <EmailFields draft={draft} onChange={(changed) => setDraft((now) => ({ ...now, ...changed }))} />
    </DialogForm>
  )
}
