/** Voicemail of a phone number (M13): where its messages are mailed. */
import { Trans, useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, ApiRefusal, api } from '../api/client.ts'
import { DialogForm } from '../parts/form-dialog.tsx'
import { TypedModal } from '../parts/guarded-modal.tsx'
import { printed } from '../parts/numbers.ts'
import { Failed, SkeletonRows } from '../parts/states.tsx'
import { EmailFields, wrongAddress } from './call-settings/email-fields.tsx'
import type { PhoneNumber } from './main-number.tsx'
import { StaleNote } from './stale-note.tsx'

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
        <MailboxForm mailbox={mailbox.data} onClose={onClose} />
      ) : (
        <SkeletonRows rows={3} />
      )}
    </TypedModal>
  )
}

type Mailbox = AnswerOf<'getMailbox'>

const fieldsOf = ({ voicemailEmails, emailAs }: Mailbox) => ({ voicemailEmails, emailAs })

/** @param mailbox as it was when the dialog opened: what comes in later does not take what was typed (N12) */
function MailboxForm({ mailbox, onClose }: { mailbox: Mailbox; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { numberId } = mailbox
  const [version, setVersion] = useState(mailbox.version)
  const [draft, setDraft] = useState(() => fieldsOf(mailbox))
  const save = useMutation({
    mutationFn: (of: number) => api.saveMailbox({ params: { numberId }, body: { version: of, ...draft } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['mailbox', numberId] })
      notifications.show({ message: t`The mailbox is saved; it holds for the next message.` })
      onClose()
    },
  })
  const stale =
    save.error instanceof ApiRefusal && save.error.code === 'stale-version' ? save.error : undefined
  return (
    <DialogForm
      verb={<Trans>Save</Trans>}
      sending={save.isPending}
      error={stale ? null : save.error}
      onSend={() => {
        if (wrongAddress(draft) === undefined) save.mutate(version)
      }}
      onClose={onClose}
    >
      <EmailFields draft={draft} onChange={(changed) => setDraft((now) => ({ ...now, ...changed }))} />
      {stale && (
        <StaleNote<Mailbox>
          error={stale}
          who={() => null}
          onMine={(theirs) => {
            setVersion(theirs.version)
            save.mutate(theirs.version)
          }}
          onTheirs={(theirs) => {
            setVersion(theirs.version)
            setDraft(fieldsOf(theirs))
            save.reset()
          }}
        />
      )}
    </DialogForm>
  )
}
