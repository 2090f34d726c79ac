/** How numbers of a site become main numbers, and what becomes of them when a company leaves (N2, N7). */
import { useLingui } from '@lingui/react/macro'
import { NativeSelect, NumberInput } from '@mantine/core'
import type { FieldsProps } from './fields-props.ts'
import { SettingsField } from './settings-field.tsx'
import { SettingsGroup } from './settings-group.tsx'
import { useLabels } from './use-labels.ts'
import { CooldownFollows, NominationFollows, RetentionFollows } from './what-follows.tsx'

export function NumberFields({
  fields,
  before,
  faults,
  change,
  isProvider,
}: FieldsProps & { readonly isProvider: boolean }) {
  const { t } = useLingui()
  const labels = useLabels()
  const both = { from: before, to: fields }
  // How far the operator may go is not for itself to say.
  const orWho = (words: string) => (isProvider ? words : `${words} ${t`Only the provider changes this.`}`)
  return (
    <SettingsGroup title={t`Numbers`}>
      <SettingsField follows={fields.nomination !== before.nomination && <NominationFollows {...both} />}>
        <NativeSelect
          label={labels.nomination}
          description={orWho(t`Who chooses which available numbers can be the main number of a company.`)}
          disabled={!isProvider}
          error={faults.nomination}
          value={fields.nomination}
          onChange={({ currentTarget: { value } }) =>
            change({ nomination: value === 'operator' ? 'operator' : 'provider' })
          }
          data={[
            { value: 'provider', label: t`the provider alone` },
            { value: 'operator', label: t`the provider and the operator` },
          ]}
        />
      </SettingsField>
      <SettingsField follows={fields.cooldownDays !== before.cooldownDays && <CooldownFollows />}>
        <NumberInput
          label={labels.cooldownDays}
          description={orWho(
            t`How long a number rests after its company left, so that nobody else gets its calls.`,
          )}
          disabled={!isProvider}
          required
          withAsterisk={false}
          suffix={t` days`}
          min={0}
          max={3650}
          allowDecimal={false}
          error={faults.cooldownDays}
          value={fields.cooldownDays}
          onChange={(cooldownDays) => change({ cooldownDays })}
        />
      </SettingsField>
      <SettingsField
        follows={fields.retentionDays !== before.retentionDays && <RetentionFollows {...both} />}
      >
        <NumberInput
          label={labels.retentionDays}
          description={t`After a company left its voice messages are erased in so many days.`}
          required
          withAsterisk={false}
          suffix={t` days`}
          min={0}
          max={3650}
          allowDecimal={false}
          error={faults.retentionDays}
          value={fields.retentionDays}
          onChange={(retentionDays) => change({ retentionDays })}
        />
      </SettingsField>
    </SettingsGroup>
  )
}
