/** Whether a device would ring: registered or not, with icon and word. */
import { useLingui } from '@lingui/react/macro'
import { IconDeviceLandlinePhone, IconPlugX } from '@tabler/icons-react'
import { Status } from '../parts/state-badge.tsx'

export function Registered({ registered }: { registered: boolean }) {
  const { t } = useLingui()
  return registered ? (
    <Status tone="ok" icon={<IconDeviceLandlinePhone size={15} aria-hidden />}>{t`Registered`}</Status>
  ) : (
    <Status tone="wait" icon={<IconPlugX size={15} aria-hidden />}>{t`Not registered`}</Status>
  )
}
