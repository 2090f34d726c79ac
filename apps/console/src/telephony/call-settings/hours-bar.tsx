/** Which hours hold, whose they are, and how to have own ones (M8). */
import { Trans, useLingui } from '@lingui/react/macro'
import { hoursInWords, type OpeningHours } from '@mainline/pbx'
import { Button } from '@mantine/core'
import { IconBuilding, IconClock, IconMoon, IconSun } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { said } from '../../api/server-words.ts'
import { Status, Tag } from '../../parts/state-badge.tsx'
import { whenInWords } from '../../parts/time.ts'
import type { Site } from '../telephony.tsx'
import classes from './call-settings.module.css'
import { HoursEditor } from './hours-editor.tsx'

interface Props {
  readonly site: Site
  readonly siteHours: OpeningHours
  /** null: those of the site. */
  readonly own: OpeningHours | null
  readonly onChange: (own: OpeningHours | null) => void
  readonly numberId: string
}

export function HoursBar({ site, siteHours, own, onChange, numberId }: Props) {
  const { t, i18n } = useLingui()
  const [editing, setEditing] = useState(false)
  const { data: rule } = useQuery({
    queryKey: ['number-rule', numberId],
    queryFn: () => api.getNumberRule({ params: { numberId } }),
  })
  const now = rule?.now
  const until = now?.until && whenInWords(now.until, Date.now(), site.timeZone, i18n.locale)
  return (
    <div className={classes.hoursBar}>
      <div className={classes.hoursLine}>
        <IconClock size={16} aria-hidden />
        <span>
          <strong>{t`In hours`}</strong> {said(hoursInWords(own ?? siteHours))}, {site.timeZone}
        </span>
        <Tag tone="idle" icon={<IconBuilding size={14} aria-hidden />}>
          {own ? t`Own hours` : t`Hours of ${site.name}`}
        </Tag>
        {own ? (
          <>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => setEditing(!editing)}
              aria-expanded={editing}
            >
              <Trans>Change</Trans>
            </Button>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                onChange(null)
                setEditing(false)
              }}
            >
              <Trans>Use those of the site</Trans>
            </Button>
          </>
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              onChange(siteHours)
              setEditing(true)
            }}
          >
            <Trans>Use own hours</Trans>
          </Button>
        )}
        <span className={classes.hoursNow}>
          {now &&
            (now.open ? (
              <Status wraps tone="ok" icon={<IconSun size={15} aria-hidden />}>
                {until ? t`In hours now, until ${until}` : t`In hours now`}
              </Status>
            ) : (
              <Status wraps tone="idle" icon={<IconMoon size={15} aria-hidden />}>
                {until ? t`Out of hours now, until ${until}` : t`Out of hours now`}
              </Status>
            ))}
        </span>
      </div>
      {own && editing && <HoursEditor hours={own} onChange={onChange} />}
    </div>
  )
}
