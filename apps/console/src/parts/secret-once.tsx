/** A secret that is shown this once: the platform keeps only a digest of it. */
import { Trans } from '@lingui/react/macro'
import { Button, CopyButton, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './form.module.css'

interface Props {
  readonly title: string
  readonly secret: string
  readonly onClose: () => void
  /** What it is for. */
  readonly children: ReactNode
}

export const SecretOnce = ({ title, secret, onClose, children }: Props) => (
  <Modal opened onClose={onClose} title={title} size={560} closeOnClickOutside={false}>
    <div className={classes.form}>
      <p>{children}</p>
      <code className={classes.secret}>{secret}</code>
      <div className={classes.foot}>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
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
