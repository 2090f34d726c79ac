/** "Try it at…": who would be reached at any time, by the saved settings and the function that routes live calls. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, SegmentedControl } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { said } from '../../api/server-words.ts'
import { minutes, useStepWords, useTargetWords } from '../../calls/call-words.ts'
import { MomentField } from '../../parts/dates.tsx'
import { instantOfLocal, localOfInstant } from '../../parts/local-time.ts'
import { RouteSteps } from '../../parts/route-steps.tsx'
import { Status } from '../../parts/state-badge.tsx'
import { useMinute } from '../../parts/use-minute.ts'
import type { PhoneNumber } from '../main-number.tsx'
import type { Site } from '../telephony.tsx'
import classes from './call-settings.module.css'

type Registered = 'now' | 'all' | 'none'

interface Props {
  readonly number: PhoneNumber
  readonly site: Site
  /** The settings beside it are edited and not saved: the server tries the saved ones. */
  readonly changed?: boolean
  /** It is all that its dialog holds, and has the dialog's title. */
  readonly alone?: boolean
}

export function TryIt({ number, site, changed = false, alone = false }: Props) {
  const { t } = useLingui()
  const targetWords = useTargetWords()
  const stepWords = useStepWords()
  const [local, setLocal] = useState<string>()
  const [registered, setRegistered] = useState<Registered>('now')
  const at = local ? instantOfLocal(local, site.timeZone) : undefined
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['preview', number.id, at, registered],
    queryFn: () => api.previewNumber({ params: { numberId: number.id }, query: { at, registered } }),
    placeholderData: keepPreviousData,
    // The present moves on.
    ...(at === undefined && { refetchInterval: 60_000 }),
  })
  const now = useMinute()
  const shown = local ?? localOfInstant(now, site.timeZone)
  // What is refused at once has no other step.
  const steps = data?.path.filter(({ step, outcome }) => step !== 'arrival' || outcome === 'rejected') ?? []
  const start = data ? Date.parse(data.at) : 0
  return (
    <section className={classes.tryIt} aria-label={t`Try it at a time`}>
      <header className={classes.routeHead}>
        {!alone && (
          <h3>
            <Trans>Try it at…</Trans>
          </h3>
        )}
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.now}
          onClick={() => setLocal(undefined)}
        >
          <Trans>Now</Trans>
        </Button>
      </header>
      {changed && (
        <p className="meta" role="status">
          <Trans>As saved: your changes count from when you save them.</Trans>
        </p>
      )}
      <MomentField
        hideLabel
        label={t`Try it at`}
        zone={site.timeZone}
        value={shown}
        onChange={(value) => value && setLocal(value)}
      />
      <div className={classes.phones}>
        <span className="middle">
          <Trans>Phones</Trans>
        </span>
        <SegmentedControl
          aria-label={t`Which phones are registered`}
          size="xs"
          value={registered}
          onChange={(value) => setRegistered(value as Registered)}
          data={[
            { value: 'now', label: t`As now` },
            { value: 'all', label: t`All on` },
            { value: 'none', label: t`All off` },
          ]}
        />
      </div>
      {data && (
        <div className={classes.result} data-stale={isPlaceholderData || undefined} aria-live="polite">
          <Status
            tone={data.ruling.open ? 'ok' : 'idle'}
            icon={data.ruling.open ? <IconSun size={15} aria-hidden /> : <IconMoon size={15} aria-hidden />}
          >
            <span className={classes.ruling}>{said(data.ruling.reason)}</span>
          </Status>
          <RouteSteps
            label={t`Path`}
            steps={steps.map(({ target, words, from, step }) => ({
              key: `${step} ${from}`,
              title: (
                <>
                  {step !== 'notice' && <strong className={classes.stepName}>{stepWords[step]}</strong>}{' '}
                  {targetWords({ step, target })}
                </>
              ),
              below: said(words),
              limit: minutes((Date.parse(from) - start) / 1000),
            }))}
          />
          {at !== undefined && Date.parse(at) < now - 60_000 && (
            <p className="meta">
              <Trans>
                By the settings of today, whatever they were then. What became of calls stands under{' '}
                <Link to="/calls">Calls</Link>.
              </Trans>
            </p>
          )}
        </div>
      )}
    </section>
  )
}
