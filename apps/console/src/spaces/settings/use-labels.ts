/** What the fields of a site's settings are called: in the form, and where it is told that somebody else changed them. */
import { useLingui } from '@lingui/react/macro'
import type { FieldName } from './settings-fields.ts'

/** Of each field, as others are told that it was changed. */
export function useLabels(): Readonly<Record<FieldName, string>> {
  const { t } = useLingui()
  return {
    name: t`Name`,
    timeZone: t`Time zone`,
    language: t`Language of spoken notices`,
    domain: t`SIP domain`,
    nomination: t`Main numbers are nominated by`,
    extensionFirst: t`First extension`,
    extensionLast: t`Last extension`,
    cooldownDays: t`Cooldown of numbers`,
    retentionDays: t`Messages of who left are kept`,
    ringAlertMinutes: t`Warning ahead of opening`,
    mainNumberUnits: t`Voice services of a main number`,
    automaticMain: t`A first voice service nominates a main number`,
    automaticAllocation: t`A first voice service takes free numbers`,
  }
}
