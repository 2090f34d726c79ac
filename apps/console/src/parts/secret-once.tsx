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
      <CopyAndDone secret={secret} onDone={onClose}>
        <Trans>Copy</Trans>
      </CopyAndDone>
    </div>
  </Modal>
)

/** The foot of what shows a secret. @param children what the button says that copies it */
export const CopyAndDone = ({
  secret,
  onDone,
  children,
}: Pick<Props, 'secret' | 'children'> & { readonly onDone: () => void }) => (
  <div className={classes.foot}>
    <CopyButton value={secret}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy}>
          {copied ? <Trans>Copied</Trans> : children}
        </Button>
      )}
    </CopyButton>
    <Button data-autofocus onClick={onDone}>
      <Trans>Done</Trans>
    </Button>
  </div>
)
