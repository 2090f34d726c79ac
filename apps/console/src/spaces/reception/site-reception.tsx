/** Reception desk of a site: where its settings will be; nothing is set here before the desk itself is there. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconHeadset } from '@tabler/icons-react'
import { Empty } from '../../parts/states.tsx'

export function SiteReception() {
  const { t } = useLingui()
  return (
    <div className="card">
      <Empty icon={<IconHeadset size={24} stroke={1.5} />} title={t`Comes with the reception desk.`}>
        <Trans>
          Seats, the order in which they ring and an outside answering service are set here. Until then a step
          “Main reception” finds no seat and calls go on to the next step.
        </Trans>
      </Empty>
    </div>
  )
}
