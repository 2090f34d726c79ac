/** The edited settings for some time only (product §6.5): from a date until a date, then as before by themselves. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { MomentField } from '../../parts/dates.tsx'
import { intoView, openedPanel } from '../../parts/into-view.ts'
import { instantOfLocal } from '../../parts/local-time.ts'
import { useUnsaved } from '../../parts/unsaved.tsx'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import type { Site } from '../telephony.tsx'
import classes from './call-settings.module.css'
import type { DatedChange } from './dated-changes.tsx'
import { refreshChanges } from './use-take-back.tsx'

/** What is different while it holds; null: as the settings have it. */
export type Plan = Pick<DatedChange, 'inHours' | 'outOfHours' | 'hours'>

interface Props {
  readonly numberId: string
  readonly site: Site
  readonly plan: Plan
  readonly onDone: () => void
  readonly onCancel: () => void
}

export function FromADate({ numberId, site, plan, onDone, onCancel }: Props) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const nothing = plan.inHours === null && plan.outOfHours === null && plan.hours === null
  useUnsaved(name !== '' || from !== '' || until !== '')
  const planned = useMutation({
    mutationFn: () =>
      api.createDatedChange({
        params: { numberId },
        body: { name, from, until, ...plan } as never,
      }),
    onSuccess: () => {
      void refreshChanges(client, numberId)
      const begun = Date.parse(instantOfLocal(from, site.timeZone)) <= Date.now()
      notifications.show({
        message: begun
          ? t`“${name}” holds from the next call on, until it ends.`
          : t`“${name}” is planned; the settings of today stay until then.`,
      })
      onDone()
    },
  })
  return (
    <form
      ref={openedPanel}
      className={classes.dated}
      aria-label={t`From a date`}
      onSubmit={(event) => {
        event.preventDefault()
        planned.mutate()
      }}
    >
      <TextInput
        label={t`Name`}
        placeholder={t`Winter break`}
        data-autofocus
        required
        withAsterisk={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MomentField
        label={t`From, ${site.timeZone}`}
        zone={site.timeZone}
        required
        value={from}
        onChange={setFrom}
      />
      <MomentField
        label={t`Until`}
        zone={site.timeZone}
        required
        min={from}
        value={until}
        onChange={setUntil}
      />
      <Button type="submit" loading={planned.isPending}>
        <Trans>Plan it</Trans>
      </Button>
      <Button variant="subtle" onClick={onCancel}>
        <Trans>Not now</Trans>
      </Button>
      {nothing && (
        <p className={`meta ${classes.datedWrong}`}>
          <Trans>
            Set above what is to be different, hours or routes, then say from when until when. The settings
            themselves stay as they are.
          </Trans>
        </p>
      )}
      {planned.error && (
        <div ref={intoView} className={classes.datedWrong}>
          <Wrong error={planned.error} />
        </div>
      )}
    </form>
  )
}
