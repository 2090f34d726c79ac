/** Removes an event, or lets one of a calendar not count (and again); undone for ten seconds. */
import { useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { offerUndo } from '../../../parts/undo.ts'
import type { Site } from '../../site-layout.tsx'
import type { SiteEvent } from './use-site-events.ts'

export function useRemoveEvent(site: Site): (event: SiteEvent) => void {
  const { t } = useLingui()
  const client = useQueryClient()
  const refresh = () => {
    for (const key of ['site-events', 'site-rule'])
      void client.invalidateQueries({ queryKey: [key, site.id] })
  }
  const failed = (error: Error) => notifications.show({ color: 'red', message: error.message })
  return (event) => {
    const undoable = (message: string, back: () => Promise<unknown>) => {
      const undo = () => {
        notifications.hide(event.id)
        back().then(refresh, failed)
      }
      offerUndo(undo)
      notifications.show({
        id: event.id,
        message: (
          <>
            {message} <UnstyledButton onClick={undo} td="underline">{t`Undo`}</UnstyledButton>
          </>
        ),
      })
      refresh()
    }
    if (event.sourceId) {
      exclude(event, !event.excluded).then(
        (now) =>
          undoable(now.excluded ? t`${event.name} does not count.` : t`${event.name} counts again.`, () =>
            exclude(now, event.excluded),
          ),
        failed,
      )
    } else {
      api
        .deleteSiteEvent({ params: { eventId: event.id }, query: { version: event.version } })
        .then(
          () =>
            undoable(t`${event.name} is removed.`, () =>
              api.createSiteEvent({ body: bodyOf(event) as never }),
            ),
          failed,
        )
    }
  }
}

const exclude = ({ id, version, hours, route }: SiteEvent, excluded: boolean): Promise<SiteEvent> =>
  api.changeImportedEvent({ params: { eventId: id }, body: { version, hours, route, excluded } as never })

/** What a client says of an event: to make the same again. */
const bodyOf = ({ name, siteIds, organizationId, numberId, when, route, hours }: SiteEvent) => ({
  name,
  siteIds,
  organizationId,
  numberId,
  when,
  route,
  hours,
})
