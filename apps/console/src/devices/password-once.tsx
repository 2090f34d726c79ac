/** The login of a device with its password, which is shown this once: the platform keeps only digests of it. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, CopyButton, Modal } from '@mantine/core'
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
      <div className={classes.form}>
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
        <div className={classes.foot}>
          <CopyButton value={password}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? <Trans>Copied</Trans> : <Trans>Copy password</Trans>}
              </Button>
            )}
          </CopyButton>
          <Button data-autofocus onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        </div>
      </div>
    </Modal>
  )
}
