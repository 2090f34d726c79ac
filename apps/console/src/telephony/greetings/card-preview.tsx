/** What the receptionist sees while it rings: the desk's own card at its real size, in either theme. */
import { Trans, useLingui } from '@lingui/react/macro'
import { showCard } from '@mainline/pbx'
import { SegmentedControl, useComputedColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useState } from 'react'
import { clockTime, dateInWords, whenInWords } from '../../parts/time.ts'
import { WithIcon } from '../../parts/with-icon.tsx'
import { ReceptionCard } from '../../reception/card.tsx'
import type { Site } from '../telephony.tsx'
import { firstToLeave } from './first-to-leave.ts'
import classes from './greetings.module.css'
import type { CardSide } from './greetings-dialog.tsx'

interface Props {
  readonly side: CardSide
  readonly pronunciation: string | null
  readonly company: string
  readonly site: Site
  readonly open: boolean
}

export function CardPreview({ side, pronunciation, company, site, open }: Props) {
  const { t, i18n } = useLingui()
  const [scheme, setScheme] = useState(useComputedColorScheme('light', { getInitialValueInEffect: false }))
  const now = Date.now()
  const shown = showCard(
    {
      inHours: {
        greeting: side.greeting,
        comments: side.comments.map(({ text, expiresAt, author }) => ({
          text,
          author,
          expiresAt: expiresAt ? Date.parse(expiresAt) : undefined,
        })),
      },
    },
    { at: now, open: true, zone: site.timeZone, language: site.language, organizationName: company },
  )
  const untilInWords = (at: number | undefined) =>
    at === undefined ? undefined : t`until ${whenInWords(at, now, site.timeZone, i18n.locale)}`
  const leaves = firstToLeave(shown.comments)
  return (
    <aside className={classes.preview}>
      <div className={classes.previewHead}>
        <h3>
          <Trans>What the receptionist sees while it rings</Trans>
        </h3>
        <SegmentedControl
          aria-label={t`Theme of the preview`}
          value={scheme}
          onChange={(value) => setScheme(value as typeof scheme)}
          data={[
            { value: 'light', label: <WithIcon icon={IconSun}>{t`Light`}</WithIcon> },
            { value: 'dark', label: <WithIcon icon={IconMoon}>{t`Dark`}</WithIcon> },
          ]}
        />
      </div>
      <ReceptionCard
        company={company}
        pronunciation={pronunciation ?? undefined}
        greeting={shown.greeting}
        comments={shown.comments
          .filter(({ text }) => text.trim() !== '')
          .map(({ text, expiresAt }) => ({ text, until: untilInWords(expiresAt) }))}
        line={open ? t`Main number, in hours` : t`Main number, out of hours`}
        ringing="0:04"
        scheme={scheme}
      />
      <p className="meta">
        <Trans>The same card as on the desk, at its real size.</Trans>{' '}
        {leaves && (
          <Trans>
            “{leaves.text}” leaves it on {dateInWords(leaves.at, Date.now(), site.timeZone, i18n.locale)} at{' '}
            {clockTime(leaves.at, site.timeZone, i18n.locale)}.
          </Trans>
        )}
      </p>
    </aside>
  )
}
