/** The tabs of Administration that the role may open. */
import { useLingui } from '@lingui/react/macro'
import { may, useMe } from '../session.ts'

export function useAdministrationTabs() {
  const { t } = useLingui()
  const me = useMe()
  return [
    { value: 'users', label: t`Users`, needs: 'list-users' },
    { value: 'tokens', label: t`Tokens`, needs: 'list-api-tokens' },
    { value: 'webhooks', label: t`Webhooks`, needs: 'list-webhooks' },
    { value: 'operators', label: t`Operators`, needs: 'create-site' },
    { value: 'trunks', label: t`Trunks`, needs: 'list-trunks' },
    { value: 'audit', label: t`Audit`, needs: 'list-audit' },
    { value: 'engines', label: t`Engines`, needs: 'list-engines' },
    { value: 'alerts', label: t`Alerts`, needs: 'list-alerts' },
  ].filter(({ needs }) => may(me, needs))
}
