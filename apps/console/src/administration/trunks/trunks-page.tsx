/** Trunks: the carriers of the platform, how their calls are known, and where outbound calls go. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import {
  IconCircleCheck,
  IconPencil,
  IconPlayerPause,
  IconPlugConnected,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import type { Column } from '../../parts/data-table.tsx'
import form from '../../parts/form.module.css'
import { Listed } from '../../parts/listed.tsx'
import { RowActions } from '../../parts/row-actions.tsx'
import { Status } from '../../parts/state-badge.tsx'
import { Empty } from '../../parts/states.tsx'
import { useAddress } from '../../parts/use-address.ts'
import classes from '../administration.module.css'
import { useOrganizations } from '../use-organizations.ts'
import type { Trunk } from './trunk.ts'
import { TrunkDialog } from './trunk-dialog.tsx'

/** What the list keeps in its address. */
export interface TrunksSearch {
  dialog?: 'create' | 'edit' | 'remove'
  trunk?: string
}

export function TrunksPage() {
  const { t } = useLingui()
  const client = useQueryClient()
  const [search, change] = useAddress<TrunksSearch>()
  const trunks = useQuery({ queryKey: ['trunks'], queryFn: () => api.listTrunks({}) })
  const rows = trunks.data?.items ?? []
  const opened = rows.find(({ id }) => id === search.trunk)
  const close = () => change({ dialog: undefined, trunk: undefined })
  const columns = useColumns(
    ({ id }) => change({ dialog: 'edit', trunk: id }),
    ({ id }) => change({ dialog: 'remove', trunk: id }),
  )
  return (
    <>
      <div className={form.tools}>
        <p className="middle">
          <Trans>Calls from a carrier are known by their address or by digest; all others are refused.</Trans>
        </p>
        <Button
          className={form.end}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => change({ dialog: 'create' })}
        >
          <Trans>Connect a carrier</Trans>
        </Button>
      </div>
      <Listed
        list={trunks}
        label={t`Trunks`}
        failed={t`The trunks could not be loaded.`}
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        onOpen={({ id }) => change({ dialog: 'edit', trunk: id })}
        empty={
          <Empty icon={<IconPlugConnected size={24} stroke={1.5} />} title={t`No carrier is connected.`}>
            <Trans>Without one, numbers ring only from devices of this platform.</Trans>
          </Empty>
        }
      />
      {search.dialog === 'create' && <TrunkDialog trunk={undefined} onClose={close} />}
      {search.dialog === 'edit' && opened && <TrunkDialog key={opened.id} trunk={opened} onClose={close} />}
      {search.dialog === 'remove' && opened && (
        <Confirm
          title={t`Disconnect ${opened.name}?`}
          act={t`Disconnect`}
          onClose={close}
          onAct={() =>
            api
              .deleteTrunk({ params: { trunkId: opened.id }, query: { version: opened.version } })
              .finally(() => client.invalidateQueries({ queryKey: ['trunks'] }))
          }
        >
          <Trans>
            New calls of this carrier are refused, and none go out through it. Calls in progress go on.
          </Trans>
        </Confirm>
      )}
    </>
  )
}

function useColumns(
  onEdit: (trunk: Trunk) => void,
  onRemove: (trunk: Trunk) => void,
): readonly Column<Trunk>[] {
  const { t } = useLingui()
  const { byId } = useOrganizations()
  return [
    {
      id: 'name',
      header: t`Carrier`,
      width: 'minmax(110px, 1.2fr)',
      cell: ({ name }) => <strong>{name}</strong>,
    },
    { id: 'state', header: t`State`, width: '126px', cell: ({ enabled }) => <State enabled={enabled} /> },
    {
      id: 'known',
      header: t`Known by`,
      width: 'minmax(130px, 1.2fr)',
      from: 560,
      cell: ({ sourceAddresses, digest }) => (
        <>
          {sourceAddresses.length > 0 && (
            <span title={sourceAddresses.join(', ')}>
              {sourceAddresses.length === 1 ? (
                sourceAddresses[0]
              ) : (
                <Plural value={sourceAddresses.length} one="# address" other="# addresses" />
              )}
            </span>
          )}
          {digest && <span className={classes.second}>{t`digest ${digest.username}`}</span>}
          {sourceAddresses.length === 0 && !digest && (
            <span className="quiet">{t`nothing: no calls come in`}</span>
          )}
        </>
      ),
    },
    {
      id: 'out',
      header: t`Outbound calls to`,
      width: 'minmax(150px, 1.2fr)',
      from: 780,
      figures: true,
      cell: ({ host, port, transport }) =>
        host ? (
          `${host}:${port ?? (transport === 'TLS' ? 5061 : 5060)} ${transport}`
        ) : (
          <span className="quiet">{t`none go out`}</span>
        ),
    },
    {
      id: 'serves',
      header: t`Serves`,
      width: 'minmax(110px, 0.9fr)',
      from: 940,
      cell: ({ operatorId }) => (operatorId ? byId.get(operatorId)?.name : t`Every operator`),
    },
    {
      id: 'actions',
      header: <span className="unseen">{t`Actions`}</span>,
      width: 'minmax(40px, 220px)',
      end: true,
      cell: (trunk) => (
        <RowActions
          name={trunk.name}
          actions={[
            { label: t`Change`, icon: <IconPencil size={15} aria-hidden />, onClick: () => onEdit(trunk) },
            {
              label: t`Disconnect`,
              icon: <IconTrash size={15} aria-hidden />,
              onClick: () => onRemove(trunk),
            },
          ]}
        />
      ),
    },
  ]
}

function State({ enabled }: { enabled: boolean }) {
  const { t } = useLingui()
  return enabled ? (
    <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>{t`Enabled`}</Status>
  ) : (
    <Status tone="idle" icon={<IconPlayerPause size={15} aria-hidden />}>{t`Disabled`}</Status>
  )
}
