/** Where the reception desk will be; until then it says where calls for reception go. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconHeadset } from '@tabler/icons-react'
import { Empty } from '../parts/states.tsx'
import { useCrumbs } from '../shell/crumbs.tsx'

export function ReceptionPage() {
  const { t } = useLingui()
  useCrumbs([{ label: t`Reception` }])
  return (
    <div className="card">
      <Empty
        icon={<IconHeadset size={24} aria-hidden />}
        title={t`No seat is ready at this reception.`}
        heading="h1"
      >
        <Trans>
          A call that a route sends to main reception moves on to the next step at once, with the reason on
          record.
        </Trans>
      </Empty>
    </div>
  )
}
