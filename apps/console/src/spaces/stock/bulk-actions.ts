/** The actions of the stock: the method behind each, and their words. */
import { useLingui } from '@lingui/react/macro'
import { api } from '../../api/client.ts'
import { type Me, may } from '../../session.ts'
import type { Site } from '../site-layout.tsx'
import type { BulkAction, LeftOutReason, StockNumber } from './bulk-plan.ts'

/** operationId of each. */
export const methodOf: Readonly<Record<BulkAction, string>> = {
  allocate: 'allocate-number',
  nominate: 'nominate-number',
  unnominate: 'unnominate-number',
  deallocate: 'deallocate-number',
  activate: 'activate-number',
  deactivate: 'deactivate-number',
  release: 'release-number',
  remove: 'delete-number',
}

/** Of these everybody notices something that cannot be taken back at once: they ask once more, be it for one number. */
export const asksOnceMore = (action: BulkAction): boolean =>
  action === 'deactivate' || action === 'release' || action === 'remove'

/** Who nominates is a setting of the site (N2). */
export const mayNominate = (me: Me, site: Site): boolean =>
  may(me, methodOf.nominate) && (site.nomination === 'operator' || me.active.role === 'provider-admin')

/** @returns the number as it is then; undefined: it is no more */
export function perform(
  action: BulkAction,
  { id, version }: Pick<StockNumber, 'id' | 'version'>,
  organizationId = '',
): Promise<StockNumber | undefined> {
  const params = { numberId: id }
  switch (action) {
    case 'allocate':
      return api.allocateNumber({ params, body: { version, organizationId } })
    case 'nominate':
      return api.nominateNumber({ params, body: { version } })
    case 'unnominate':
      return api.unnominateNumber({ params, body: { version } })
    case 'deallocate':
      return api.deallocateNumber({ params, body: { version } })
    case 'activate':
      return api.activateNumber({ params, body: { version } })
    case 'deactivate':
      return api.deactivateNumber({ params, body: { version } })
    case 'release':
      return api.releaseNumber({ params, body: { version } })
    case 'remove':
      return api.deleteNumber({ params, query: { version } })
  }
}

export function useActionWords(): Record<BulkAction, string> {
  const { t } = useLingui()
  return {
    allocate: t`Allocate`,
    nominate: t`Nominate as main`,
    unnominate: t`Take the nomination back`,
    deallocate: t`Deallocate`,
    activate: t`Activate`,
    deactivate: t`Deactivate`,
    release: t`Release early`,
    remove: t`Remove from the stock`,
  }
}

/** Why a number is left out; `organization` is the one that it was meant for. */
export function useReasonWords(): (reason: LeftOutReason, organization?: string) => string {
  const { t } = useLingui()
  return (reason, organization = '') => {
    switch (reason) {
      case 'not-available':
        return t`It is not available.`
      case 'not-reserved':
        return t`It is not reserved.`
      case 'not-active':
        return t`It is not active.`
      case 'not-cooling':
        return t`It is not in cooldown.`
      case 'assigned':
        return t`It is assigned to a person.`
      case 'already-main':
        return t`It is nominated already.`
      case 'not-main':
        return t`It is not nominated.`
      case 'organization-has-main':
        return t`${organization} already has a main number here.`
      case 'one-main-only':
        return t`A company has one main number at a site.`
    }
  }
}
