/** The tabs of a site. */
import { useLingui } from '@lingui/react/macro'

export function useSiteTabs() {
  const { t } = useLingui()
  return [
    { value: 'telephony', label: t`Telephony` },
    { value: 'hours', label: t`Hours and schedule` },
    { value: 'services', label: t`Services` },
    { value: 'devices', label: t`Devices` },
    { value: 'calls-out', label: t`Calls out` },
    { value: 'reception', label: t`Reception desk` },
    { value: 'voicemail', label: t`Voicemail` },
    { value: 'settings', label: t`Settings` },
  ]
}
