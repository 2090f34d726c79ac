/** Retire: the person cannot sign in any more in this role. */
import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import type { User } from './user.ts'

export function RetireDialog({
  user: { membershipId, name, version },
  onClose,
}: {
  user: User
  onClose: () => void
}) {
  const { t } = useLingui()
  const client = useQueryClient()
  return (
    <Confirm
      title={t`Retire ${name}?`}
      act={t`Retire`}
      onClose={onClose}
      onAct={async () => {
        await api.retireUser({ params: { membershipId }, body: { version } })
        await client.invalidateQueries({ queryKey: ['users'] })
      }}
    >
      <Trans>
        {name} is signed out everywhere at once in this role, and access tokens that {name} made end. Their
        numbers are the company’s again; devices there whose password {name} was shown need a new one. What
        they did stays in the audit.
      </Trans>
    </Confirm>
  )
}
