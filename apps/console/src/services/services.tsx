/** Voice services of an organization at a site (N9), and the automatic journey that the first one starts (N10). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, ApiRefusal, api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { printed } from '../parts/numbers.ts'
import { StateBadge } from '../parts/state-badge.tsx'
import { Failed, SkeletonRows } from '../parts/states.tsx'
import { may, useMe } from '../session.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import { voiceServiceQuery } from '../telephony/queries.ts'
import { StaleNote } from '../telephony/stale-note.tsx'
import { refreshNumbers } from '../telephony/use-activation.tsx'
import { Journey } from './journey.tsx'
import classes from './services.module.css'

/** Of one company at one site. */
const MOST = 10_000

interface Props {
  readonly organizationId: string
  readonly siteId: string
  readonly siteName: string
}

export function Services({ organizationId, siteId, siteName }: Props) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const params = { organizationId, siteId }
  const asked = voiceServiceQuery(params)
  const { data, isPending, error, refetch } = useQuery(asked)
  useRefreshOn(['number'], asked.queryKey)
  /** With the version that was seen when typing began: what comes in later is not overwritten unseen (N12). */
  const [typed, setTyped] = useState<{ quantity: number | string; version: number | undefined }>()
  const quantity = typed?.quantity ?? data?.quantity ?? 2
  const fits = typeof quantity === 'number' && Number.isInteger(quantity) && quantity >= 0 && quantity <= MOST
  const most = MOST.toLocaleString(i18n.locale)
  const set = useMutation({
    mutationFn: (version: number | undefined) =>
      api.setVoiceService({ params, body: { quantity: Number(quantity), version } }),
    onSuccess: () => setTyped(undefined),
    onSettled: () => refreshNumbers(client),
  })
  if (isPending) return <SkeletonRows rows={5} />
  // Unknown is not none.
  if (data === undefined && error)
    return (
      <Failed
        what={t`The voice services at ${siteName} could not be loaded.`}
        error={error}
        retry={() => void refetch()}
      />
    )
  const stale = set.error instanceof ApiRefusal && set.error.code === 'stale-version' ? set.error : undefined
  const journey = set.data?.journey ?? data?.journey
  return (
    <section className={`card ${classes.card}`} aria-label={t`Voice services at ${siteName}`}>
      <header className={classes.head}>
        <div>
          <h2>{siteName}</h2>
          <p className="middle">
            {data ? (
              <Trans>
                <strong className="figures">{data.used}</strong> of{' '}
                <strong className="figures">{data.quantity}</strong> voice services in use
              </Trans>
            ) : (
              <Trans>No voice service yet. The first one brings the numbers with it.</Trans>
            )}
          </p>
        </div>
        {may(me, 'set-voice-service') && (
          <form
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault()
              set.mutate(typed ? typed.version : data?.version)
            }}
          >
            <NumberInput
              aria-label={t`Voice services`}
              min={0}
              max={MOST}
              value={quantity}
              clampBehavior="none"
              error={fits ? undefined : t`A number from 0 to ${most}.`}
              onChange={(now) => setTyped({ quantity: now, version: typed ? typed.version : data?.version })}
            />
            <Button
              type="submit"
              loading={set.isPending}
              disabled={!fits || (data !== null && quantity === data?.quantity)}
            >
              {data ? <Trans>Change</Trans> : <Trans>Add voice services</Trans>}
            </Button>
          </form>
        )}
      </header>
      {set.error && (
        <div className={classes.wrong}>
          {stale ? (
            <StaleNote<AnswerOf<'getVoiceService'>>
              error={stale}
              who={() => null}
              onMine={({ version }) => {
                setTyped({ quantity, version })
                set.mutate(version)
              }}
              onTheirs={() => {
                setTyped(undefined)
                set.reset()
              }}
            />
          ) : (
            <Wrong error={set.error} />
          )}
        </div>
      )}
      {journey && <Journey journey={journey} running={set.isPending} />}
      {data && data.uses.length > 0 && (
        <table className={classes.uses}>
          <thead>
            <tr>
              <th>{t`Number`}</th>
              <th>{t`State`}</th>
              <th>{t`Uses`}</th>
            </tr>
          </thead>
          <tbody>
            {data.uses.map(({ numberId, e164, kind, state, units }) => (
              <tr key={numberId}>
                <td className="figures">
                  {printed(e164)} {kind === 'main' && <span className="quiet">{t`main number`}</span>}
                </td>
                <td>
                  <StateBadge state={state} />
                </td>
                <td className="figures">{units}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
