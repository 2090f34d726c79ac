/** The settings that the call was routed by: a way to that version, for whoever may read it and while the number is still theirs. */
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { isOperator, may, useMe } from '../session.ts'
import type { TelephonySearch } from '../telephony/search.ts'
import type { CallInFull } from './call-words.ts'

export function SettingsVersion({ call }: { call: CallInFull }) {
  const { t } = useLingui()
  const me = useMe()
  const { numberId, settingsVersion, organizationId } = call
  const { data: number } = useQuery({
    queryKey: ['number', numberId],
    queryFn: () => api.getNumber({ params: { numberId: numberId ?? '' } }),
    enabled: numberId !== null && settingsVersion !== null && may(me, 'list-call-settings-versions'),
    retry: false,
    staleTime: 300_000,
  })
  if (settingsVersion === null) return '–'
  // What another company has set since is none of this call's.
  const isTheirs = number?.kind === 'main' && number.organizationId === organizationId
  if (!isTheirs) return t`Version ${settingsVersion}`
  const { role, operatorId } = me.active
  const own = !isOperator(role) || organizationId === operatorId
  const search: TelephonySearch = {
    site: number.siteId,
    dialog: 'call-settings',
    panel: 'versions',
    version: settingsVersion,
  }
  return (
    <Link
      to={(own ? '/account' : `/occupiers/${organizationId}/telephony`) as never}
      search={search as never}
    >
      <Trans>Version {settingsVersion}</Trans>
    </Link>
  )
}
