/** What a main number says that receives no calls yet: what activating it means, and what callers reach then (M1). */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { hoursInWords } from '@mainline/pbx'
import { Button } from '@mantine/core'
import { IconPhoneIncoming, IconPower, IconServer2, IconTicket } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { said } from '../api/server-words.ts'
import { FourteenDays } from '../parts/fourteen-days.tsx'
import { withUnit } from '../parts/numbers.ts'
import { type RouteStep, RouteSteps } from '../parts/route-steps.tsx'
import { asked, DAYS } from './asked.ts'
import type { MainAction } from './main-actions.tsx'
import type { PhoneNumber } from './main-number.tsx'
import summary from './main-summary.module.css'
import { DaysLegend, useStretches } from './main-summary.tsx'
import classes from './not-active.module.css'
import { phoneNumberCountsQuery, voiceServiceQuery } from './queries.ts'
import type { Organization, Site } from './telephony.tsx'

/** Of the hunt group in the settings that a number begins with, s. */
const RINGS = 20

interface Props {
  readonly number: PhoneNumber
  readonly organization: Organization
  readonly site: Site
}

export function ReservedNote({ actions, ...of }: Props & { actions: readonly MainAction[] }) {
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
        <WhenActivated {...of} />
        <FirstRoutes {...of} />
      </div>
      <FirstDays {...of} />
    </>
  )
}

function WhenActivated({ organization, site }: Props) {
  const { data: service } = useQuery(voiceServiceQuery({ organizationId: organization.id, siteId: site.id }))
  const after = (service?.used ?? 0) + 1
  return (
    <div>
      <h3 className={classes.heading}>
        <Trans>When it is activated</Trans>
      </h3>
      <ul className={classes.effects}>
        <li>
          <IconTicket size={16} aria-hidden />
          <span>
            {service && after <= service.quantity ? (
              <Trans>
                One voice service is used:{' '}
                <strong className="figures">
                  {after} of {service.quantity}
                </strong>{' '}
                after this.
              </Trans>
            ) : (
              <Trans>One voice service is used.</Trans>
            )}
          </span>
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
function FirstRoutes({ organization, site }: Props) {
  const { t } = useLingui()
  const { data: counts } = useQuery(
    phoneNumberCountsQuery({ organizationId: organization.id, siteId: site.id }),
  )
  const { data: hours } = useQuery({
    queryKey: ['site-hours', site.id],
    queryFn: () => api.getSiteHours({ params: { siteId: site.id } }),
  })
  const phones = counts?.byState.ACTIVE ?? 0
  const voicemail: RouteStep = {
    key: 'voicemail',
    title: t`Voicemail`,
    below: t`Greeting by name`,
    limit: t`ends`,
  }
  const inHours: readonly RouteStep[] = [
    {
      key: 'group',
      title: t`In Space hunt group`,
      below: counts && (
        <Plural
          value={phones}
          _0="No active phone number yet: nobody rings"
          one="The one active phone number"
          other="All # active phone numbers"
        />
      ),
      limit: withUnit(RINGS, 's'),
    },
    voicemail,
  ]
  return (
    <>
      <div>
        <div className={classes.routeHead}>
          <h3>
            <Trans>In hours, to begin with</Trans>
          </h3>
          <span className="middle figures">{hours && said(hoursInWords(hours.hours))}</span>
        </div>
        <RouteSteps label={t`In hours, to begin with`} steps={inHours} />
      </div>
      <div>
        <div className={classes.routeHead}>
          <h3>
            <Trans>Out of hours, to begin with</Trans>
          </h3>
          <span className="middle">
            <Trans>all other times</Trans>
          </span>
        </div>
        <RouteSteps label={t`Out of hours, to begin with`} steps={[voicemail]} />
      </div>
    </>
  )
}

/** The hours that would decide: those of the site, with its events. */
function FirstDays({ number, site }: Props) {
  const stretchOf = useStretches()
  const { data: preview } = useQuery({
    queryKey: ['main-number', number.id, 'days'],
    queryFn: () => api.previewNumber(asked.preview(number.id)),
  })
  if (!preview) return null
  return (
    <div className={summary.days}>
      <div className={summary.daysHead}>
        <h3>
          <Plural value={DAYS} one="Next day, once active" other="Next # days, once active" />
        </h3>
        <DaysLegend />
      </div>
      <FourteenDays
        stretches={preview.strip.map(stretchOf)}
        zone={site.timeZone}
        now={Date.parse(preview.at)}
        pale
      />
    </div>
  )
}
