/** Account: the operator's own telephony, or that of the occupier who is signed in (M2). */
import { useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { Rename } from '../occupiers/rename.tsx'
import { Boundary } from '../parts/boundary.tsx'
import { Empty, SkeletonRows } from '../parts/states.tsx'
import { useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import classes from './account-page.module.css'
import { organizationQuery } from './queries.ts'
import { Telephony } from './telephony.tsx'

export function AccountPage() {
  const { t } = useLingui()
  const { organizationId, operatorId } = useMe().active
  const own = organizationId ?? operatorId
  useCrumbs([{ label: t`Account` }, { label: t`Telephony` }])
  if (!own)
    return (
      <Empty
        heading="h1"
        title={t`The provider has no telephony of its own.`}
      >{t`Open an operator or an occupier.`}</Empty>
    )
  return (
    <Boundary>
      <Suspense fallback={<SkeletonRows rows={8} height={44} />}>
        <Own organizationId={own} />
      </Suspense>
    </Boundary>
  )
}

function Own({ organizationId }: { organizationId: string }) {
  const { data: organization } = useSuspenseQuery(organizationQuery(organizationId))
  return (
    <>
      <header className={classes.head}>
        <h1>{organization.name}</h1>
        <Rename organization={organization} />
      </header>
      <Telephony organization={organization} />
    </>
  )
}
