/** What a main number says that receives no calls yet: what activating it means, and what callers reach then (M1). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconPhoneIncoming, IconPower, IconServer2, IconTicket } from '@tabler/icons-react'
import { withUnit } from '../parts/numbers.ts'
import { type RouteStep, RouteSteps } from '../parts/route-steps.tsx'
import type { MainAction } from './main-actions.tsx'
import type { PhoneNumber } from './main-number.tsx'
import classes from './not-active.module.css'

/** Of the hunt group in the settings that a number begins with, s. */
const RINGS = 20

export function ReservedNote({ actions }: { number: PhoneNumber; actions: readonly MainAction[] }) {
  const activate = actions.find(({ id }) => id === 'activate')
  return (
    <>
      <div className={classes.note}>
        <p className={classes.sentence}>
          <strong>
            <Trans>Nobody is reached yet.</Trans>
          </strong>{' '}
          <Trans>The number is reserved; callers hear that it does not exist.</Trans>
        </p>
        {activate && (
          <Button
            leftSection={<IconPower size={16} aria-hidden />}
            loading={activate.running}
            onClick={activate.run}
          >
            <Trans>Activate this number</Trans>
          </Button>
        )}
      </div>
      <div className={classes.columns}>
        <WhenActivated />
        <FirstRoutes />
      </div>
    </>
  )
}

function WhenActivated() {
  return (
    <div>
      <h3 className={classes.heading}>
        <Trans>When it is activated</Trans>
      </h3>
      <ul className={classes.effects}>
        <li>
          <IconTicket size={16} aria-hidden />
          <Trans>One voice service is used.</Trans>
        </li>
        <li>
          <IconServer2 size={16} aria-hidden />
          <span>
            <Trans>
              Every call engine confirms the number. It shows <strong>Pending</strong> until then, usually
              under a second.
            </Trans>
          </span>
        </li>
        <li>
          <IconPhoneIncoming size={16} aria-hidden />
          <Trans>From then on callers reach these routes. They can be changed straight away.</Trans>
        </li>
      </ul>
    </div>
  )
}

/** The settings that every main number begins with. */
function FirstRoutes() {
  const { t } = useLingui()
  const voicemail: RouteStep = {
    key: 'voicemail',
    title: t`Voicemail`,
    below: t`Greeting by name`,
    limit: t`ends`,
  }
  const inHours: readonly RouteStep[] = [
    { key: 'group', title: t`In Space hunt group`, limit: withUnit(RINGS, 's') },
    voicemail,
  ]
  return (
    <>
      <div>
        <h3 className={classes.heading}>
          <Trans>In hours, to begin with</Trans>
        </h3>
        <RouteSteps label={t`In hours, to begin with`} steps={inHours} />
      </div>
      <div>
        <h3 className={classes.heading}>
          <Trans>Out of hours, to begin with</Trans>
        </h3>
        <RouteSteps label={t`Out of hours, to begin with`} steps={[voicemail]} />
      </div>
    </>
  )
}
