/** "Try it at…": who would be reached at any time, by the saved settings and the function that routes live calls. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, SegmentedControl } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { said } from '../../api/server-words.ts'
import { minutes, useTargetWords } from '../../calls/call-words.ts'
import { MomentField } from '../../parts/dates.tsx'
import { instantOfLocal, localOfInstant } from '../../parts/local-time.ts'
import { RouteSteps } from '../../parts/route-steps.tsx'
import { Status } from '../../parts/state-badge.tsx'
import type { PhoneNumber } from '../main-number.tsx'
import type { Site } from '../telephony.tsx'
import classes from './call-settings.module.css'

type Registered = 'now' | 'all' | 'none'

interface Props {
  readonly number: PhoneNumber
  readonly site: Site
  /** The settings beside it are edited and not saved: the server tries the saved ones. */
  readonly changed?: boolean
}

export function TryIt({ number, site, changed = false }: Props) {
  const { t } = useLingui()
  const targetWords = useTargetWords()
  const [local, setLocal] = useState<string>()
  const [registered, setRegistered] = useState<Registered>('now')
  const at = local ? instantOfLocal(local, site.timeZone) : undefined
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['preview', number.id, at, registered],
    queryFn: () => api.previewNumber({ params: { numberId: number.id }, query: { at, registered } }),
    placeholderData: keepPreviousData,
  })
  const shown = local ?? localOfInstant(Date.now(), site.timeZone)
  const steps = data?.path.filter(({ step }) => step !== 'arrival') ?? []
  const start = data ? Date.parse(data.at) : 0
  return (
    <section className={classes.tryIt} aria-label={t`Try it at a time`}>
      <header className={classes.routeHead}>
        <h3>
          <Trans>Try it at…</Trans>
        </h3>
        <Button variant="subtle" size="compact-sm" onClick={() => setLocal(undefined)}>
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
            steps={steps.map(({ target, reason, from, step }) => ({
              key: `${step} ${from}`,
              title: targetWords({ step, target }),
              below: step === 'voicemail' ? t`The caller can leave a message.` : said(reason),
              limit: minutes((Date.parse(from) - start) / 1000),
            }))}
          />
          {data.ends && data.ends.result !== 'voicemail-left' && (
            <p className="middle">{said(data.ends.sentence)}</p>
          )}
        </div>
      )}
    </section>
  )
}
