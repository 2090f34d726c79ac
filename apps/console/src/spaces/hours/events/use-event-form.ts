/** An event while it is edited: as the fields hold it, and as the API takes it. */
import { useState } from 'react'
import type { Route } from '../../../telephony/settings-route.tsx'
import type { Site } from '../../site-layout.tsx'
import type { SiteEvent } from './use-site-events.ts'

export interface EventDraft {
  readonly name: string
  readonly kind: 'days' | 'span'
  /** `YYYY-MM-DD`, or with time for a span. */
  readonly from: string
  readonly to: string
  /** Open all the same on each day. */
  readonly halfDay: { readonly start: string; readonly end: string } | undefined
  readonly route: Route | null
  readonly siteIds: readonly string[]
  readonly excluded: boolean
}

export function useEventForm(site: Site, event: SiteEvent | undefined) {
  const [draft, setDraft] = useState<EventDraft>(() => draftOf(site, event))
  const change = (changed: Partial<EventDraft>) => setDraft((old) => ({ ...old, ...changed }))
  /** Whole days and times are two kinds of field: what is typed goes over. */
  const setKind = (kind: EventDraft['kind']) => {
    const day = (text: string) => text.slice(0, 10)
    const time = (text: string, clock: string) => (text ? `${day(text)}T${text.slice(11) || clock}` : '')
    change(
      kind === 'days'
        ? { kind, from: day(draft.from), to: day(draft.to) }
        : {
            kind,
            from: time(draft.from, '09:00'),
            to: time(draft.to || draft.from, '17:00'),
            halfDay: undefined,
          },
    )
  }
  return { draft, change, setKind }
}

export function draftOf(site: Site, event: SiteEvent | undefined): EventDraft {
  if (!event)
    return {
      name: '',
      kind: 'days',
      from: '',
      to: '',
      halfDay: undefined,
      route: null,
      siteIds: [site.id],
      excluded: false,
    }
  const { name, when, hours, route, siteIds, excluded } = event
  return {
    name,
    kind: when.kind,
    from: when.from,
    to: when.to,
    halfDay: hours?.[0],
    route: route as Route | null,
    siteIds,
    excluded,
  }
}

/** As the API takes it; of an event that is edited the parts that the form does not show stay. */
export function eventBody(draft: EventDraft, event: SiteEvent | undefined) {
  const { name, kind, from, to, halfDay, route, siteIds } = draft
  return {
    name: name.trim(),
    siteIds,
    organizationId: event?.organizationId ?? null,
    numberId: event?.numberId ?? null,
    when: { kind, from, to: to || from },
    route,
    hours: hoursBody(halfDay, event),
  }
}

/** The form shows one opening a day; further ones of an event stay as they are. */
export const hoursBody = (halfDay: EventDraft['halfDay'], event: SiteEvent | undefined) =>
  halfDay ? [halfDay, ...(event?.hours?.slice(1) ?? [])] : null
