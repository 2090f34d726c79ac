/** Says that somebody has seen an alert; it stands until its cause is gone. */
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { isOperator, may, type Role, useMe } from '../session.ts'
import type { Alert } from './alert-words.ts'

export function Acknowledge({ alert }: { alert: Alert }) {
  const me = useMe()
  const client = useQueryClient()
  const seen = useMutation({
    mutationFn: () => api.acknowledgeAlert({ params: { alertId: alert.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  })
  if (alert.acknowledgedBy)
    return (
      <span className="quiet">
        <Trans>seen by {alert.acknowledgedBy}</Trans>
      </span>
    )
  if (!may(me, 'acknowledge-alert') || !isFor(me.active.role, alert)) return null
  return (
    <Button variant="default" size="compact-sm" loading={seen.isPending} onClick={() => seen.mutate()}>
      <Trans>Seen</Trans>
    </Button>
  )
}

/** An emergency call is seen by whoever is responsible for the site; a reception sees to nothing else. */
const isFor = (role: Role, { kind }: Alert): boolean =>
  isOperator(role) || (role === 'receptionist') === (kind === 'emergency-call')
