/** A link to a new password, where this server sends no mail: made by an administrator, who hands it over. */
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { SecretOnce } from '../../parts/secret-once.tsx'
import type { User } from './user.ts'

export function PasswordLinkDialog({
  user: { membershipId, name },
  onClose,
}: {
  user: User
  onClose: () => void
}) {
  const { t } = useLingui()
  const make = useMutation({ mutationFn: () => api.handOverPasswordLink({ params: { membershipId } }) })
  if (make.data)
    return (
      <SecretOnce title={t`Link for ${name}`} secret={make.data.link} onClose={onClose}>
        <Trans>Give {name} this link yourself. It is shown this once, works once, and ends in an hour.</Trans>
      </SecretOnce>
    )
  return (
    <FormDialog
      title={t`A new password for ${name}?`}
      verb={<Trans>Make the link</Trans>}
      sending={make.isPending}
      error={make.error}
      onSend={() => make.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>
          Who opens the link chooses the password, is signed out everywhere, and signs in without an
          authenticator app from then on.
        </Trans>
      </p>
    </FormDialog>
  )
}
