/** Where outbound calls go, and how the carrier writes numbers. */
import { useLingui } from '@lingui/react/macro'
import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import form from '../../parts/form.module.css'
import type { Trunk } from './trunk.ts'
import type { TrunkFields } from './use-trunk-form.ts'

interface Props {
  readonly fields: TrunkFields
  readonly set: (change: Partial<TrunkFields>) => void
}

export function OutboundFields({ fields, set }: Props) {
  const { t } = useLingui()
  return (
    <>
      <TextInput
        label={t`Host for outbound calls`}
        description={t`Left empty, none go out through this carrier.`}
        value={fields.host}
        onChange={(event) => set({ host: event.currentTarget.value })}
      />
      <div className={form.pair}>
        <NumberInput
          label={t`Port`}
          min={1}
          max={65_535}
          allowDecimal={false}
          value={fields.port}
          onChange={(port) => set({ port })}
        />
        <Select
          label={t`Transport`}
          allowDeselect={false}
          data={['UDP', 'TCP', 'TLS']}
          value={fields.transport}
          onChange={(transport) => transport && set({ transport: transport as Trunk['transport'] })}
        />
        <TextInput
          label={t`Country calling code`}
          description={t`For numbers without one.`}
          leftSection="+"
          inputMode="numeric"
          required
          withAsterisk={false}
          value={fields.countryCallingCode}
          onChange={(event) => set({ countryCallingCode: event.currentTarget.value })}
        />
        <Select
          label={t`Caller's number`}
          description={t`The header that names it.`}
          allowDeselect={false}
          data={[
            { value: 'p-asserted-identity', label: 'P-Asserted-Identity' },
            { value: 'remote-party-id', label: 'Remote-Party-ID' },
            { value: 'from', label: 'From' },
          ]}
          value={fields.identityProfile}
          onChange={(value) => value && set({ identityProfile: value as Trunk['identityProfile'] })}
        />
      </div>
      <MultiSelect
        label={t`Called number`}
        description={t`Looked for in this order.`}
        required
        withAsterisk={false}
        data={[
          { value: 'request-uri', label: 'Request-URI' },
          { value: 'to', label: 'To' },
          { value: 'p-called-party-id', label: 'P-Called-Party-ID' },
          { value: 'diversion', label: 'Diversion' },
        ]}
        value={[...fields.calledNumberSources]}
        onChange={(value) => set({ calledNumberSources: value as Trunk['calledNumberSources'] })}
      />
    </>
  )
}
