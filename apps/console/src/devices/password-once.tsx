/** The login of a device with its password, which is shown this once: the platform keeps only digests of it. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Modal } from '@mantine/core'
import form from '../parts/form.module.css'
import { CopyAndDone } from '../parts/secret-once.tsx'
import classes from './devices.module.css'

interface Props {
  readonly device: { readonly name: string; readonly username: string; readonly realm: string }
  readonly password: string
  readonly onClose: () => void
}

export function PasswordOnce({ device, password, onClose }: Props) {
  const { t } = useLingui()
  return (
    <Modal opened onClose={onClose} title={t`Login of ${device.name}`} closeOnClickOutside={false}>
      <div className={form.form}>
        <p>
          <Trans>Type these into the phone. The password is shown this once.</Trans>
        </p>
        <dl className={classes.login}>
          <dt>{t`User name`}</dt>
          <dd>{device.username}</dd>
          <dt>{t`Domain`}</dt>
          <dd>{device.realm}</dd>
          <dt>{t`Password`}</dt>
          <dd>{password}</dd>
        </dl>
        <CopyAndDone secret={password} onDone={onClose}>
          <Trans>Copy password</Trans>
        </CopyAndDone>
      </div>
    </Modal>
  )
}
