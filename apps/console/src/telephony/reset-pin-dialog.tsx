/** Reset PIN (M12): says what it does and what it does not, then does it. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { printed } from '../parts/numbers.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import type { MainDialogProps } from './main-dialogs.tsx'
import classes from './small-dialog.module.css'

export default function ResetPinDialog({ number, onClose }: MainDialogProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const reset = useMutation({
    mutationFn: () => api.resetPin({ params: { numberId: number.id } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['main-number', number.id] })
      notifications.show({ message: t`The PIN of ${printed(number.e164)} is the Default PIN again.` })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t`Reset PIN`} size={460}>
      <div className={classes.body}>
        <p>
          <Trans>
            The mailbox of <span className="figures">{printed(number.e164)}</span> goes back to its Default
            PIN and is unlocked. The Default PIN opens once and must then be replaced.
          </Trans>
        </p>
        <p className="middle">
          <Trans>Messages and greetings stay as they are.</Trans>
        </p>
        {reset.error && <Wrong error={reset.error} />}
        <div className={classes.foot}>
          <Button variant="subtle" onClick={onClose}>
            <Trans>Keep</Trans>
          </Button>
          <Button data-autofocus loading={reset.isPending} onClick={() => reset.mutate()}>
            <Trans>Reset PIN</Trans>
          </Button>
        </div>
      </div>
    </Modal>
  )
}
