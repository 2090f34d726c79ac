/** How phones of a site sign in, and how they are dialled. */
import { useLingui } from '@lingui/react/macro'
import { NumberInput, TextInput } from '@mantine/core'
import type { FieldsProps } from './fields-props.ts'
import { SettingsField } from './settings-field.tsx'
import { SettingsGroup } from './settings-group.tsx'
import { useLabels } from './use-labels.ts'
import { DomainFollows, RangeFollows } from './what-follows.tsx'

export function PhoneFields({ fields, before, faults, change }: FieldsProps) {
  const { t } = useLingui()
  const labels = useLabels()
  const extension = (name: 'extensionFirst' | 'extensionLast', description: string) => (
    <SettingsField follows={fields[name] !== before[name] && !faults[name] && <RangeFollows />}>
      <NumberInput
        label={labels[name]}
        description={description}
        required
        withAsterisk={false}
        hideControls
        allowDecimal={false}
        allowNegative={false}
        error={faults[name]}
        value={fields[name]}
        onChange={(value) => change({ [name]: value })}
      />
    </SettingsField>
  )
  return (
    <SettingsGroup title={t`Phones`}>
      <SettingsField follows={fields.domain !== before.domain && <DomainFollows from={before} to={fields} />}>
        <TextInput
          label={labels.domain}
          description={t`What phones sign in to. The sites of one operator may share it, others may not.`}
          required
          withAsterisk={false}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          data-longest={253}
          error={faults.domain}
          value={fields.domain}
          onChange={({ currentTarget: { value } }) => change({ domain: value.trim().toLowerCase() })}
        />
      </SettingsField>
      {extension('extensionFirst', t`The lowest that a number of the site can have; two to eight digits.`)}
      {extension('extensionLast', t`The highest. The extension of the voice portal lies outside.`)}
    </SettingsGroup>
  )
}
