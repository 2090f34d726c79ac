/** Name, clock and language of a site, and how early it is warned. */
import { useLingui } from '@lingui/react/macro'
import { NumberInput } from '@mantine/core'
import { LanguageField } from '../../parts/language-field.tsx'
import { NameField } from '../../parts/name-field.tsx'
import { TimeZoneField } from '../../parts/time-zone-field.tsx'
import type { FieldsProps } from './fields-props.ts'
import { SettingsField } from './settings-field.tsx'
import { SettingsGroup } from './settings-group.tsx'
import { useLabels } from './use-labels.ts'
import { LanguageFollows, NameFollows, RingAlertFollows, ZoneFollows } from './what-follows.tsx'

export function PlaceFields({ site, fields, before, faults, change }: FieldsProps) {
  const { t } = useLingui()
  const labels = useLabels()
  const both = { from: before, to: fields }
  return (
    <SettingsGroup title={t`The place`}>
      <SettingsField follows={fields.name !== before.name && <NameFollows {...both} />}>
        <NameField
          label={labels.name}
          description={t`As the people of the operator, its companies and receptionists read it.`}
          error={faults.name}
          value={fields.name}
          onChange={(name) => change({ name })}
        />
      </SettingsField>
      <SettingsField follows={fields.timeZone !== before.timeZone && <ZoneFollows site={site} {...both} />}>
        <TimeZoneField
          label={labels.timeZone}
          description={t`By its clock calls are in hours or out of hours.`}
          error={faults.timeZone}
          value={fields.timeZone}
          onChange={(timeZone) => change({ timeZone })}
        />
      </SettingsField>
      <SettingsField follows={fields.language !== before.language && <LanguageFollows {...both} />}>
        <LanguageField
          label={labels.language}
          description={t`In which callers hear that a company is closed or a mailbox is full; a number can have its own.`}
          error={faults.language}
          value={fields.language}
          onChange={(language) => change({ language })}
        />
      </SettingsField>
      <SettingsField
        follows={fields.ringAlertMinutes !== before.ringAlertMinutes && <RingAlertFollows {...both} />}
      >
        <NumberInput
          label={labels.ringAlertMinutes}
          description={t`How long before it opens people hear that no phone would ring, in minutes; 0: never.`}
          required
          withAsterisk={false}
          suffix={t` min`}
          min={0}
          max={240}
          allowDecimal={false}
          error={faults.ringAlertMinutes}
          value={fields.ringAlertMinutes}
          onChange={(ringAlertMinutes) => change({ ringAlertMinutes })}
        />
      </SettingsField>
    </SettingsGroup>
  )
}
