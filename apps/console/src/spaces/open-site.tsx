/** Opens a site: of an operator that is there, or of a new one. The provider's (product §4). */
import { Trans, useLingui } from '@lingui/react/macro'
import { NumberInput, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useOrganizations } from '../administration/use-organizations.ts'
import { api } from '../api/client.ts'
import form from '../parts/form.module.css'
import { FormDialog } from '../parts/form-dialog.tsx'
import { NameField } from '../parts/name-field.tsx'
import { localZone } from '../parts/time.ts'
import { TimeZoneField } from '../parts/time-zone-field.tsx'

/** Chosen instead of an operator. */
const NEW = 'new'

interface Props {
  /** The operator that it is to be of; undefined: to be chosen. */
  readonly operatorId: string | undefined
  readonly onClose: () => void
}

export function OpenSite({ operatorId, onClose }: Props) {
  const { t } = useLingui()
  const { all, known } = useOrganizations()
  const operators = all.filter(({ kind }) => kind === 'operator')
  const [chosen, setChosen] = useState(operatorId)
  const only = operators.length === 1 ? operators[0]?.id : undefined
  const operator = chosen ?? (operators.length === 0 && known ? NEW : only)
  const [operatorName, setOperatorName] = useState('')
  const [name, setName] = useState('')
  const [timeZone, setTimeZone] = useState(localZone)
  const [domain, setDomain] = useState('')
  const [first, setFirst] = useState<number | string>(2000)
  const [last, setLast] = useState<number | string>(2999)
  const open = useOpen()
  const send = () => {
    if (operator === undefined) return
    open.mutate({
      operator: operator === NEW ? { name: operatorName.trim() } : { id: operator },
      site: {
        name: name.trim(),
        timeZone,
        domain: domain.trim(),
        extensionFirst: Number(first),
        extensionLast: Number(last),
      },
    })
  }
  return (
    <FormDialog
      title={t`Open a site`}
      verb={<Trans>Open the site</Trans>}
      sending={open.isPending}
      error={open.error}
      size={520}
      onSend={send}
      onClose={onClose}
    >
      <NameField
        label={t`Site`}
        description={t`As callers and receptionists know the building.`}
        value={name}
        onChange={setName}
      />
      <Select
        label={t`Operator`}
        description={t`The landlord whose site it is.`}
        required
        withAsterisk={false}
        searchable
        allowDeselect={false}
        data={[
          ...operators.map(({ id, name: label }) => ({ value: id, label })),
          { value: NEW, label: t`A new operator…` },
        ]}
        value={operator ?? null}
        onChange={(value) => setChosen(value ?? undefined)}
      />
      {operator === NEW && (
        <TextInput
          label={t`Name of the operator`}
          required
          withAsterisk={false}
          data-longest={120}
          value={operatorName}
          onChange={(event) => setOperatorName(event.currentTarget.value)}
        />
      )}
      <TimeZoneField
        label={t`Time zone`}
        description={t`Business hours and events are in it.`}
        value={timeZone}
        onChange={setTimeZone}
      />
      <TextInput
        label={t`SIP domain`}
        description={t`Its phones sign in there. It need not be in the DNS.`}
        placeholder="london.phones.example"
        required
        withAsterisk={false}
        data-longest={253}
        autoCapitalize="none"
        spellCheck={false}
        value={domain}
        onChange={(event) => setDomain(event.currentTarget.value.toLowerCase())}
      />
      <div className={form.pair}>
        <Extension label={t`First extension`} value={first} onChange={setFirst} />
        <Extension label={t`Last extension`} value={last} onChange={setLast} />
      </div>
    </FormDialog>
  )
}

interface ExtensionProps {
  readonly label: string
  readonly value: number | string
  readonly onChange: (value: number | string) => void
}

const Extension = (props: ExtensionProps) => (
  <NumberInput
    {...props}
    required
    withAsterisk={false}
    allowDecimal={false}
    allowNegative={false}
    hideControls
  />
)

interface NewSite {
  readonly operator: { readonly id: string } | { readonly name: string }
  readonly site: Omit<Parameters<typeof api.createSite>[0]['body'], 'operatorId'>
}

/** Then opens it where its numbers come in. */
function useOpen() {
  const client = useQueryClient()
  const navigate = useNavigate()
  // A site that was refused is tried again with the operator that was made for it.
  const [made, setMade] = useState<{ name: string; id: string }>()
  const operatorOf = async (operator: NewSite['operator']): Promise<string> => {
    if ('id' in operator) return operator.id
    if (made?.name === operator.name) return made.id
    const { id } = await api.createOrganization({ body: operator })
    setMade({ name: operator.name, id })
    return id
  }
  return useMutation({
    mutationFn: async ({ operator, site }: NewSite) =>
      api.createSite({ body: { ...site, operatorId: await operatorOf(operator) } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['organizations'] }),
    onSuccess: ({ id: siteId }) => {
      void client.invalidateQueries({ queryKey: ['sites'] })
      void navigate({ to: '/spaces/$siteId/telephony', params: { siteId } })
    },
  })
}
