/** Events in words: when, what calls are, which route, for whom. */
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { shortDate } from '../../../parts/time.ts'
import { useStepNames } from '../../../telephony/settings-route.tsx'
import type { Site } from '../../site-layout.tsx'
import type { SiteEvent } from './use-site-events.ts'

export interface EventWords {
  readonly when: (event: SiteEvent) => string
  readonly route: (event: SiteEvent) => string
  readonly scope: (event: SiteEvent) => string
}

export function useEventWords(_site: Site): EventWords {
  const { t, i18n } = useLingui()
  const stepName = useStepNames()
  const thisYear = String(new Date().getFullYear())
  const day = (text: string) => {
    const at = `${text.slice(0, 10)}T00:00:00Z`
    const date = shortDate(at, 'UTC', i18n.locale)
    return text.startsWith(thisYear) ? date : `${date} ${text.slice(0, 4)}`
  }
  return {
    when: ({ when, hours }) => {
      const [from, to] = [day(when.from), day(when.to)]
      if (when.kind === 'span') {
        const [start, end] = [when.from.slice(11), when.to.slice(11)]
        return from === to ? `${from}, ${start}–${end}` : `${from}, ${start} – ${to}, ${end}`
      }
      const until = hours?.at(-1)?.end
      if (from === to) return until ? t`${from}, from ${until}` : from
      return `${from} – ${to}`
    },
    route: ({ route }) => {
      if (!route) return t({ message: 'Out-of-hours route', context: 'table' })
      const steps = route.steps.map((step) => stepName(step)).join(', ')
      return t`Own: ${steps}`
    },
    scope: ({ siteIds, organizationId, numberId }) => {
      if (numberId) return t({ message: 'One main number', context: 'table' })
      if (organizationId) return t`One company`
      return siteIds.length === 1
        ? t({ message: 'This site', context: 'table' })
        : plural(siteIds.length, { one: '# site', other: '# sites' })
    },
  }
}
