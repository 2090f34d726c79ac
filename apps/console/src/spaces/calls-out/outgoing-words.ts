/** Where a call out goes, by what it may cost (C15), within a sentence. */
import { useLingui } from '@lingui/react/macro'
import type { Site } from '../site-layout.tsx'

export function useOutgoingWords(): Readonly<Record<Site['callsOut']['classes'][number], string>> {
  const { t } = useLingui()
  return {
    national: t`numbers of the own country`,
    international: t`numbers abroad`,
    premium: t`premium-rate numbers`,
  }
}
