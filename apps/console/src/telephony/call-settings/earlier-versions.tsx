/** Every version of the call settings, newest first, and one click back (product §6.5). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconUsersGroup } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type AnswerOf, api } from '../../api/client.ts'
import { said } from '../../api/server-words.ts'
import { intoView, openedPanel } from '../../parts/into-view.ts'
import { Note } from '../../parts/state-badge.tsx'
import { Failed, SkeletonRows } from '../../parts/states.tsx'
import { whenInWords } from '../../parts/time.ts'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import type { Site } from '../telephony.tsx'
import classes from './earlier-versions.module.css'

type Version = AnswerOf<'listCallSettingsVersions'>['items'][number]

interface Props {
  readonly numberId: string
  readonly site: Site
  /** The one that the address leads to. */
  readonly wanted: number | undefined
  readonly onDone: () => void
  readonly onCancel: () => void
}

export function EarlierVersions({ numberId, site, wanted, onDone, onCancel }: Props) {
  const { t } = useLingui()
  const client = useQueryClient()
  const params = { numberId }
  const versions = useQuery({
    queryKey: ['call-settings', numberId, 'versions'],
    queryFn: () => api.listCallSettingsVersions({ params }),
  })
  const items = versions.data?.items ?? []
  const back = useMutation({
    mutationFn: ({ version: to }: Version) =>
      api.rollbackCallSettings({ params, body: { version: items[0]?.version ?? 0, to } }),
    onSuccess: (_, { version }) => {
      for (const key of ['main-number', 'call-settings'])
        void client.invalidateQueries({ queryKey: [key, numberId] })
      notifications.show({ message: t`Version ${version} is back; it holds for the next call.` })
      onDone()
    },
  })
  return (
    <section ref={openedPanel} tabIndex={-1} className={classes.panel} aria-label={t`Earlier versions`}>
      <Note tone="plain" icon={<IconUsersGroup size={16} aria-hidden />}>
        <Trans>
          A version holds routes, hours and e-mail of voicemail. Who is in the hunt group is no part of it and
          stays as it is, and so do greetings.
        </Trans>
      </Note>
      {back.error && (
        <div ref={intoView} className={classes.wrong}>
          <Wrong error={back.error} />
        </div>
      )}
      {versions.error ? (
        <Failed
          what={t`The versions could not be loaded.`}
          error={versions.error}
          retry={() => versions.refetch()}
        />
      ) : versions.isPending ? (
        <SkeletonRows rows={3} />
      ) : (
        <ol ref={panelIntoView} className={classes.versions} aria-label={t`Versions, newest first`}>
          {items.map((item, index) => (
            <VersionRow key={item.version} item={item} zone={site.timeZone} wanted={item.version === wanted}>
              {index === 0 ? (
                <span className="middle">
                  <Trans>holds now</Trans>
                </span>
              ) : (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t`Bring back version ${item.version}`}
                  loading={back.isPending && back.variables.version === item.version}
                  disabled={back.isPending}
                  onClick={() => back.mutate(item)}
                >
                  <Trans>Bring back</Trans>
                </Button>
              )}
            </VersionRow>
          ))}
        </ol>
      )}
      <div>
        <Button variant="subtle" onClick={onCancel}>
          <Trans>Close the list</Trans>
        </Button>
      </div>
    </section>
  )
}

/** The list comes after its panel was opened, and is longer than what stood for it. */
const panelIntoView = (list: HTMLElement | null) => intoView(list?.parentElement ?? null)

function VersionRow({
  item: { version, changedAt, changedBy, changes },
  zone,
  wanted,
  children,
}: {
  item: Version
  zone: string
  wanted: boolean
  children: React.ReactNode
}) {
  const { i18n } = useLingui()
  const when = whenInWords(changedAt, Date.now(), zone, i18n.locale)
  return (
    <li ref={wanted ? intoView : undefined} aria-current={wanted || undefined}>
      <span className="figures">{version}</span>
      <div className={classes.what}>
        {changes.length === 0 ? <Trans>The first settings</Trans> : changes.map(said).join(' ')}
        <div className="meta figures">
          <Trans>
            {when} by {changedBy}
          </Trans>
        </div>
      </div>
      {children}
    </li>
  )
}
