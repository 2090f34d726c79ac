/** By which trunk calls for help of a site go first; whether there is one at all, where the person may know it. */
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { Note } from '../../parts/state-badge.tsx'
import type { Site } from '../site-layout.tsx'
import classes from './site-calls-out.module.css'

interface Props {
  readonly site: Site
  readonly trunkId: string | null
  /** Undefined: somebody else chooses. */
  readonly change: ((trunkId: string | null) => void) | undefined
}

export function EmergencyTrunk({ site, trunkId, change }: Props) {
  if (change) return <TrunkChoice site={site} trunkId={trunkId} change={change} />
  return (
    <p className="middle">
      {trunkId === null ? (
        <Trans>
          Emergency calls go by any trunk that puts calls through. The provider can choose the one to try
          first: its carrier should know the address of the site, so that help finds it.
        </Trans>
      ) : (
        <Trans>
          Emergency calls go first by the trunk that the provider has chosen for this site, then by every
          other.
        </Trans>
      )}
    </p>
  )
}

function TrunkChoice({ site, trunkId, change }: Props & { change: NonNullable<Props['change']> }) {
  const { t } = useLingui()
  const { data } = useQuery({ queryKey: ['trunks'], queryFn: () => api.listTrunks({}) })
  const trunks = (data?.items ?? []).filter(
    ({ operatorId }) => operatorId === null || operatorId === site.operatorId,
  )
  const carries = ({ enabled, host }: (typeof trunks)[number]) => enabled && host !== null
  const nameOf = (trunk: (typeof trunks)[number]) =>
    carries(trunk) ? trunk.name : t`${trunk.name} (no calls go out)`
  return (
    <div className={classes.trunkFirst}>
      {data && !trunks.some(carries) && (
        <Note tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />}>
          <p>
            <Trans>
              No trunk puts calls through: from this site no emergency number can be called. Give a carrier a
              host for outbound calls under <Link to="/administration/trunks">Trunks</Link>.
            </Trans>
          </p>
        </Note>
      )}
      <NativeSelect
        className={classes.trunk}
        label={t`Emergency calls go first by`}
        description={t`Its carrier should know the address of the site, so that help finds it. Every other trunk is tried after it.`}
        value={trunkId ?? ''}
        onChange={({ currentTarget: { value } }) => change(value || null)}
        data={[
          { value: '', label: t`any trunk that puts calls through` },
          ...trunks.map((trunk) => ({ value: trunk.id, label: nameOf(trunk) })),
        ]}
      />
    </div>
  )
}
