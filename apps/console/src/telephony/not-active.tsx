/** What a main number says that receives no calls yet: what to do first, or what it waits for (N5). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Loader } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { durationInWords } from '../parts/time.ts'
import { may, useMe } from '../session.ts'
import type { MainAction } from './main-actions.tsx'
import type { PhoneNumber } from './main-number.tsx'
import classes from './not-active.module.css'

export function ReservedNote({ actions }: { number: PhoneNumber; actions: readonly MainAction[] }) {
  const activate = actions.find(({ id }) => id === 'activate')
  return (
    <div className={classes.note}>
      <p className={classes.sentence}>
        <strong>
          <Trans>Nobody is reached yet.</Trans>
        </strong>{' '}
        <Trans>The number is reserved; callers hear that it does not exist.</Trans>
      </p>
      <p className="middle">
        <Trans>
          Activating it takes one voice service. It then rings the hunt group for 20 s, then takes a message;
          out of hours it takes a message at once. Everything can be changed afterwards.
        </Trans>
      </p>
      {activate && (
        <Button
          leftSection={<IconBookmark size={16} aria-hidden />}
          loading={activate.running}
          onClick={activate.run}
        >
          <Trans>Activate this number</Trans>
        </Button>
      )}
    </div>
  )
}

export function PendingNote({ number }: { number: PhoneNumber }) {
  const { t } = useLingui()
  const me = useMe()
  const { data } = useQuery({
    queryKey: ['engines'],
    queryFn: () => api.listEngines({}),
    refetchInterval: 2_000,
    enabled: may(me, 'list-engines'),
  })
  const live = data?.items.filter(({ state }) => state === 'live') ?? []
  const since = number.pendingSince ? (Date.now() - Date.parse(number.pendingSince)) / 1000 : 0
  return (
    <div className={classes.pending} role="status" aria-live="polite">
      <Loader size={16} aria-label={t`Under way`} />
      <div>
        <strong>
          {number.pendingTarget === 'ACTIVE' ? (
            <Trans>Being activated</Trans>
          ) : (
            <Trans>Being deactivated; calls still come through</Trans>
          )}
        </strong>{' '}
        <span className="middle">
          <Trans>for {durationInWords(since)}</Trans>
          {live.length > 0 && (
            <>
              , <Trans>waiting for {live.map(({ name }) => name).join(', ')}</Trans>
            </>
          )}
        </span>
      </div>
    </div>
  )
}
