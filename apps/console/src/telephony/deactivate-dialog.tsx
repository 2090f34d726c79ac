/** Deactivate (N6): says what callers then hear and what becomes of calls in progress. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { printed } from '../parts/numbers.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import type { MainDialogProps } from './main-dialogs.tsx'
import classes from './small-dialog.module.css'
import { refreshNumbers } from './use-activation.tsx'

export default function DeactivateDialog({ number, organization, onClose }: MainDialogProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const deactivate = useMutation({
    mutationFn: () =>
      api.deactivateNumber({ params: { numberId: number.id }, body: { version: number.version } }),
    onSuccess: onClose,
    onSettled: () => refreshNumbers(client),
  })
  return (
    <Modal opened onClose={onClose} title={t`Deactivate ${printed(number.e164)}?`} size={460}>
      <div className={classes.body}>
        <p>
          <Trans>
            Callers of {organization.name} then hear that the number does not exist. Calls in progress finish.
            The number stays reserved, its settings are kept, and a voice service becomes free.
          </Trans>
        </p>
        {deactivate.error && <Wrong error={deactivate.error} />}
        <div className={classes.foot}>
          <Button variant="subtle" data-autofocus onClick={onClose}>
            <Trans>Keep active</Trans>
          </Button>
          <Button data-danger loading={deactivate.isPending} onClick={() => deactivate.mutate()}>
            <Trans>Deactivate</Trans>
          </Button>
        </div>
      </div>
    </Modal>
  )
}
