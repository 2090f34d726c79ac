/** The link of an invitation, where this server sends no mail: handed over by whoever invited. */
import { Trans, useLingui } from '@lingui/react/macro'
import { SecretOnce } from '../../parts/secret-once.tsx'

interface Props {
  readonly invitation: { readonly name: string }
  readonly link: string
  readonly onClose: () => void
}

export function LinkOnce({ invitation: { name }, link, onClose }: Props) {
  const { t } = useLingui()
  return (
    <SecretOnce title={t`Link for ${name}`} secret={link} onClose={onClose}>
      <Trans>
        This server sends no e-mail: give {name} this link yourself. It is shown this once, works once, and
        ends in seven days.
      </Trans>
    </SecretOnce>
  )
}
