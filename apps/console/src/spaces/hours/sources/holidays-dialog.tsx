/** Public holidays of a site (M9): what is subscribed, and another country or region. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../../api/client.ts'
import { TypedModal } from '../../../parts/guarded-modal.tsx'
import { Wrong } from '../../../sign-in/sign-in-form.tsx'
import type { Site } from '../../site-layout.tsx'
import classes from '../hours.module.css'
import { useCountries, useParts, usePlaceName } from './use-holiday-places.ts'
import { type Subscription, useSubscriptions } from './use-subscriptions.ts'

export function HolidaysDialog({ site, onClose }: { site: Site; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { data } = useSubscriptions(site.id)
  const name = usePlaceName(data?.items ?? [])
  const refresh = () =>
    Promise.all(
      ['holiday-subscriptions', 'site-events', 'site-rule'].map((key) =>
        client.invalidateQueries({ queryKey: [key, site.id] }),
      ),
    )
  const end = useMutation({
    mutationFn: ({ id, version }: Subscription) =>
      api.unsubscribeHolidays({ params: { subscriptionId: id }, query: { version } }),
    onSettled: refresh,
  })
  const choose = useMutation({
    // One after the other: each is of the version that the one before has made.
    scope: { id: 'holiday-types' },
    mutationFn: ({ id, version, types }: Subscription) => {
      const known = client.getQueryData<typeof data>(['holiday-subscriptions', site.id])
      const now = known?.items.find((one) => one.id === id)?.version ?? version
      return api.updateHolidaySubscription({ params: { subscriptionId: id }, body: { version: now, types } })
    },
    onSettled: refresh,
  })
  const wrong = end.error ?? choose.error
  /** As it will be once the server has said so. */
  const shown = (subscription: Subscription): Subscription =>
    choose.isPending && choose.variables.id === subscription.id ? choose.variables : subscription
  return (
    <TypedModal opened onClose={onClose} size={520} title={t`Public holidays at ${site.name}`}>
      <div className={classes.form}>
        {data && data.items.length > 0 && (
          <ul className={classes.list}>
            {data.items.map((subscription) => (
              <li key={subscription.id}>
                <span>{name(subscription)}</span>
                <Checkbox
                  label={t`Bank holidays too`}
                  aria-label={t`Bank holidays too, ${name(subscription)}`}
                  checked={withBank(shown(subscription))}
                  onChange={({ currentTarget: { checked } }) =>
                    choose.mutate(choosing(subscription, checked))
                  }
                />
                <Button
                  variant="subtle"
                  size="compact-sm"
                  loading={end.isPending && end.variables.id === subscription.id}
                  onClick={() => end.mutate(subscription)}
                >
                  <Trans>Unsubscribe</Trans>
                </Button>
              </li>
            ))}
          </ul>
        )}
        {wrong && <Wrong error={wrong} />}
        <Subscribe site={site} onDone={refresh} />
      </div>
    </TypedModal>
  )
}

const withBank = ({ types }: Subscription): boolean => types.includes('bank')

/** What people made of single days stays. */
const choosing = (subscription: Subscription, bank: boolean): Subscription => ({
  ...subscription,
  types: [...subscription.types.filter((type) => type !== 'bank'), ...(bank ? (['bank'] as const) : [])],
})

function Subscribe({ site, onDone }: { site: Site; onDone: () => void }) {
  const { t } = useLingui()
  const countries = useCountries()
  const [country, setCountry] = useState<string | null>(null)
  const [state, setState] = useState<string | null>(null)
  const [region, setRegion] = useState<string | null>(null)
  const [bank, setBank] = useState(false)
  const states = useParts(country)
  const regions = states.find(({ code }) => code === state)?.regions ?? []
  const choices = (items: readonly { code: string; name: string }[]) =>
    items.map(({ code, name }) => ({ value: code, label: name }))
  const subscribe = useMutation({
    mutationFn: () =>
      api.subscribeHolidays({
        params: { siteId: site.id },
        body: { country: country ?? '', state, region, types: bank ? ['public', 'bank'] : ['public'] },
      }),
    onSuccess: ({ imported }) => {
      onDone()
      setCountry(null)
      notifications.show({
        message: t`${imported.added} days are in the schedule; new years come by themselves.`,
      })
    },
  })
  return (
    <form
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        if (country) subscribe.mutate()
      }}
    >
      <Select
        label={t`Country`}
        searchable
        data-autofocus
        data={choices(countries)}
        value={country}
        onChange={(value) => {
          setCountry(value)
          setState(null)
          setRegion(null)
        }}
      />
      {states.length > 0 && (
        <Select
          label={t`Part of the country`}
          placeholder={t`Days of the whole country`}
          searchable
          clearable
          data={choices(states)}
          value={state}
          onChange={(value) => {
            setState(value)
            setRegion(null)
          }}
        />
      )}
      {regions.length > 0 && (
        <Select
          label={t`Region`}
          clearable
          searchable
          data={choices(regions)}
          value={region}
          onChange={setRegion}
        />
      )}
      <Checkbox
        label={t`Bank holidays count too`}
        checked={bank}
        onChange={({ currentTarget }) => setBank(currentTarget.checked)}
      />
      <p className="meta">
        <Trans>
          Calls are out of hours on these days. A single one can be made a half day or not count here.
        </Trans>
      </p>
      {subscribe.error && <Wrong error={subscribe.error} />}
      <div className={classes.foot}>
        <Button
          type="submit"
          loading={subscribe.isPending}
          aria-disabled={!country || undefined}
          data-disabled={!country || undefined}
        >
          <Trans>Subscribe</Trans>
        </Button>
      </div>
    </form>
  )
}
