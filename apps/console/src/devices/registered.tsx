/** Whether a device would ring: registered, or since when it is not, with icon and word. */
import { useLingui } from '@lingui/react/macro'
import { IconDeviceLandlinePhone, IconPlugX } from '@tabler/icons-react'
import { Status } from '../parts/state-badge.tsx'
import { localZone, whenInWords } from '../parts/time.ts'

interface Props {
  /** When it was lost; null: it never was there. */
  readonly since: string | null
  readonly zone?: string
}

export function Registered({ registered, since }: Props & { registered: boolean }) {
  const { t } = useLingui()
  return registered ? (
    <Status tone="ok" icon={<IconDeviceLandlinePhone size={15} aria-hidden />}>{t`Registered`}</Status>
  ) : (
    <NotRegistered since={since} />
  )
}

export function NotRegistered({ since, zone = localZone }: Props) {
  const { t, i18n } = useLingui()
  const when = since && whenInWords(since, Date.now(), zone, i18n.locale)
  return (
    <Status tone="wait" icon={<IconPlugX size={15} aria-hidden />}>
      {when ? t`Not since ${when}` : t`Not registered`}
    </Status>
  )
}

/** Since when none of them is registered, where one was. */
export const unregisteredSince = (
  devices: readonly { readonly unregisteredSince: string | null }[],
): string | null =>
  devices
    .flatMap((device) => device.unregisteredSince ?? [])
    .sort()
    .at(-1) ?? null
