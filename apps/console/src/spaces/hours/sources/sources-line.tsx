/** Where events come from besides hands: "Public holidays, England: subscribed", and the ways to more. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { IconCalendar, IconDots } from '@tabler/icons-react'
import type { Site } from '../../site-layout.tsx'
import classes from '../hours.module.css'
import { useHoursSearch } from '../search.ts'
import { usePlaceName } from './use-holiday-places.ts'
import { useSubscriptions } from './use-subscriptions.ts'

export function SourcesLine({ site, editable }: { site: Site; editable: boolean }) {
  const { t } = useLingui()
  const [, change] = useHoursSearch()
  const { data } = useSubscriptions(site.id)
  const subscriptions = data?.items ?? []
  const name = usePlaceName(subscriptions)
  const [first] = subscriptions
  const more = subscriptions.length - 1
  return (
    <span className={`meta ${classes.sources}`}>
      <IconCalendar size={16} aria-hidden />
      <span className="cut">
        {!data ? null : first ? (
          <>
            <Trans>Public holidays, {name(first)}: subscribed</Trans>
            {more > 0 && (
              <>
                {' '}
                <Plural value={more} one="and # more" other="and # more" />
              </>
            )}
          </>
        ) : (
          <Trans>No public holidays subscribed</Trans>
        )}
      </span>
      {editable && (
        <Menu position="bottom-end" width={230}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={28} aria-label={t`Holidays and calendars`}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => change({ dialog: 'holidays' })}>
              <Trans>Public holidays…</Trans>
            </Menu.Item>
            <Menu.Item onClick={() => change({ dialog: 'calendar' })}>
              <Trans>Import a calendar…</Trans>
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  )
}
