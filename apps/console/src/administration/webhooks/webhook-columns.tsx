/** The columns of the webhooks: where to, of what, whether it works, and what may be done. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconListDetails,
  IconPencil,
  IconPlayerPause,
  IconTrash,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Column } from '../../parts/data-table.tsx'
import { RowActions } from '../../parts/row-actions.tsx'
import { Status } from '../../parts/state-badge.tsx'
import { localZone, whenInWords } from '../../parts/time.ts'
import { may, useMe } from '../../session.ts'
import classes from '../administration.module.css'
import { useOrganizations } from '../use-organizations.ts'
import { useSites } from '../use-sites.ts'
import type { Webhook } from './webhook.ts'

interface Ways {
  readonly onDeliveries: (webhook: Webhook) => void
  readonly onEdit: (webhook: Webhook) => void
  readonly onRemove: (webhook: Webhook) => void
}

export function useWebhookColumns(ways: Ways): readonly Column<Webhook>[] {
  const { t } = useLingui()
  const { byId } = useOrganizations()
  const sites = useSites()
  return [
    {
      id: 'name',
      header: t`Webhook`,
      width: 'minmax(140px, 1.6fr)',
      cell: ({ id, name, url }) => (
        <>
          <Link to="." search={{ dialog: 'deliveries', webhook: id } as never}>
            {name}
          </Link>{' '}
          <span className={classes.second}>{url}</span>
        </>
      ),
    },
    {
      id: 'kinds',
      header: t`Events`,
      width: '110px',
      from: 680,
      cell: ({ kinds }) =>
        kinds.length === 0 ? (
          <Trans>Every kind</Trans>
        ) : (
          <Plural value={kinds.length} one="# kind" other="# kinds" />
        ),
    },
    {
      id: 'of',
      header: t`Of`,
      width: 'minmax(120px, 1fr)',
      from: 860,
      cell: ({ organizationId, siteId, operatorId }) =>
        byId.get(organizationId ?? '')?.name ??
        sites.find(({ id }) => id === siteId)?.name ??
        byId.get(operatorId)?.name,
    },
    { id: 'state', header: t`State`, width: '190px', from: 460, cell: (webhook) => <State {...webhook} /> },
    {
      id: 'actions',
      header: <span className="unseen">{t`Actions`}</span>,
      width: 'minmax(40px, 310px)',
      end: true,
      cell: (webhook) => <Actions webhook={webhook} {...ways} />,
    },
  ]
}

function State({ enabled, failingSince }: Webhook) {
  const { t, i18n } = useLingui()
  if (!enabled)
    return <Status tone="idle" icon={<IconPlayerPause size={15} aria-hidden />}>{t`Disabled`}</Status>
  if (failingSince) {
    const since = whenInWords(failingSince, Date.now(), localZone, i18n.locale)
    return (
      <Status
        tone="bad"
        icon={<IconAlertTriangle size={15} aria-hidden />}
      >{t`Failing since ${since}`}</Status>
    )
  }
  return <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>{t`Enabled`}</Status>
}

function Actions({ webhook, onDeliveries, onEdit, onRemove }: { webhook: Webhook } & Ways) {
  const { t } = useLingui()
  const me = useMe()
  const actions = [
    {
      label: t`Deliveries`,
      icon: <IconListDetails size={15} aria-hidden />,
      onClick: () => onDeliveries(webhook),
    },
    may(me, 'update-webhook') && {
      label: t`Change`,
      icon: <IconPencil size={15} aria-hidden />,
      onClick: () => onEdit(webhook),
    },
    may(me, 'delete-webhook') && {
      label: t`Remove`,
      icon: <IconTrash size={15} aria-hidden />,
      onClick: () => onRemove(webhook),
    },
  ]
  return <RowActions name={webhook.name} actions={actions.filter((action) => action !== false)} />
}
