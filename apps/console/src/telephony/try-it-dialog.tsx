/** "Try it at…" by itself, for those who only want to know (T). */
import { useLingui } from '@lingui/react/macro'
import { Modal } from '@mantine/core'
import { TryIt } from './call-settings/try-it.tsx'
import { DialogTitle } from './dialog-title.tsx'
import type { MainDialogProps } from './main-dialogs.tsx'

export default function TryItDialog({ number, organization, site, onClose }: MainDialogProps) {
  const { t } = useLingui()
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={<DialogTitle what={t`Try it at…`} e164={number.e164} note={organization.name} />}
    >
      <TryIt alone number={number} site={site} />
    </Modal>
  )
}
