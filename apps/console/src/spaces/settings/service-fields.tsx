/** What a main number costs, and what the first voice service of a company brings by itself (N9, N10). */
import { useLingui } from '@lingui/react/macro'
import { Checkbox, NumberInput } from '@mantine/core'
import type { FieldsProps } from './fields-props.ts'
import { SettingsField } from './settings-field.tsx'
import { SettingsGroup } from './settings-group.tsx'
import { useLabels } from './use-labels.ts'
import { UnitsFollow } from './what-follows.tsx'

export function ServiceFields({ fields, before, faults, change }: FieldsProps) {
  const { t } = useLingui()
  const labels = useLabels()
  return (
    <SettingsGroup title={t`Voice services`}>
      <SettingsField
        follows={
          fields.mainNumberUnits !== before.mainNumberUnits && <UnitsFollow from={before} to={fields} />
        }
      >
        <NumberInput
          label={labels.mainNumberUnits}
          description={t`How many an active main number uses. Every other active number uses one.`}
          required
          withAsterisk={false}
          min={0}
          max={100}
          allowDecimal={false}
          error={faults.mainNumberUnits}
          value={fields.mainNumberUnits}
          onChange={(mainNumberUnits) => change({ mainNumberUnits })}
        />
      </SettingsField>
      <SettingsField wide>
        <Checkbox
          label={labels.automaticAllocation}
          description={t`The lowest free ones, up to as many as were bought, and activates them. Without it only numbers that are reserved for the company are activated.`}
          checked={fields.automaticAllocation}
          onChange={({ currentTarget: { checked } }) => change({ automaticAllocation: checked })}
        />
      </SettingsField>
      <SettingsField wide>
        <Checkbox
          label={labels.automaticMain}
          description={t`Of a company that has none, so that it can be called at once.`}
          checked={fields.automaticMain}
          onChange={({ currentTarget: { checked } }) => change({ automaticMain: checked })}
        />
      </SettingsField>
    </SettingsGroup>
  )
}
