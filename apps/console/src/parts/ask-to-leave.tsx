/** Asks before what was changed and not saved is lost. Loaded with whoever may ask: the server may be gone when it is needed. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal } from '@mantine/core'
import classes from './form.module.css'

export function AskToLeave({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useLingui()
  return (
    <Modal opened onClose={onStay} title={t`Leave without saving?`} size={420} zIndex={400}>
      <div className={classes.form}>
        <p>
          <Trans>What you have changed here is not saved, and would be lost.</Trans>
        </p>
        <div className={classes.foot}>
          <Button variant="subtle" data-danger onClick={onLeave}>
            <Trans>Leave</Trans>
          </Button>
          <Button data-autofocus onClick={onStay}>
            <Trans>Keep editing</Trans>
          </Button>
        </div>
      </div>
    </Modal>
  )
}
