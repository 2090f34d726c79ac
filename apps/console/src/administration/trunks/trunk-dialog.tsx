/** Connects or changes a carrier: who it is, how its calls are known (C1, C2), where outbound calls go (C11). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Select, Switch, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import form from '../../parts/form.module.css'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { NameField } from '../../parts/name-field.tsx'
import { StaleNote } from '../../telephony/stale-note.tsx'
import { useOrganizations } from '../use-organizations.ts'
import { DigestFields } from './digest-fields.tsx'
import { OutboundFields } from './outbound-fields.tsx'
import type { Trunk } from './trunk.ts'
import { useTrunkForm } from './use-trunk-form.ts'

interface Props {
  /** Undefined: a new one. */
  readonly trunk: Trunk | undefined
  readonly onClose: () => void
}

export function TrunkDialog({ trunk, onClose }: Props) {
  const { t } = useLingui()
  const { all } = useOrganizations()
  const { fields, set, save, stale, takeTheirs } = useTrunkForm(trunk, onClose)
  const [tried, setTried] = useState(false)
  // A carrier that no call could come from or go to.
  const useless =
    fields.sourceAddresses.length === 0 && !fields.certificateName && !fields.digest && !fields.host
  return (
    <FormDialog
      title={trunk ? trunk.name : t`Connect a carrier`}
      size={620}
      verb={trunk ? <Trans>Save</Trans> : <Trans>Connect</Trans>}
      sending={save.isPending}
      error={stale ? null : save.error}
      onSend={() => {
        setTried(true)
        if (!useless) save.mutate(fields.version)
      }}
      onClose={onClose}
    >
      <div className={form.pair}>
        <NameField value={fields.name} onChange={(name) => set({ name })} />
        {!trunk && (
          <Select
            label={t`Serves`}
            placeholder={t`Every operator`}
            clearable
            searchable
            data={all
              .filter(({ kind }) => kind === 'operator')
              .map(({ id, name }) => ({ value: id, label: name }))}
            value={fields.operatorId}
            onChange={(operatorId) => set({ operatorId })}
          />
        )}
      </div>
      <TagsInput
        label={t`Addresses its calls come from`}
        description={t`IP addresses and blocks, such as 192.0.2.0/28. Enter adds one.`}
        error={
          tried && useless
            ? t`Say how its calls are known, by address, certificate or login, or the host that outbound calls go to.`
            : undefined
        }
        value={[...fields.sourceAddresses]}
        onChange={(sourceAddresses) => set({ sourceAddresses })}
      />
      <TextInput
        label={t`Name in its certificate`}
        description={t`For calls by TLS. The certificate is of an authority that this server trusts (MAINLINE_TLS_CA).`}
        value={fields.certificateName}
        onChange={(event) => set({ certificateName: event.currentTarget.value })}
      />
      <DigestFields fields={fields} set={set} stored={trunk?.digest != null} />
      <OutboundFields fields={fields} set={set} />
      <Switch
        label={t`Only secured audio (SRTP)`}
        description={
          fields.srtp === 'required' && fields.transport !== 'TLS'
            ? t`The keys are in the signalling: by UDP or TCP everybody on the way can read them. Choose TLS, and have the carrier call by TLS.`
            : t`A call without it is refused.`
        }
        checked={fields.srtp === 'required'}
        onChange={(event) => set({ srtp: event.currentTarget.checked ? 'required' : 'off' })}
      />
      {trunk && (
        <Switch
          label={t`Enabled`}
          checked={fields.enabled}
          onChange={(event) => set({ enabled: event.currentTarget.checked })}
        />
      )}
      {stale && (
        <StaleNote<Trunk>
          error={stale}
          who={() => null}
          onMine={(theirs) => {
            set({ version: theirs.version })
            save.mutate(theirs.version)
          }}
          onTheirs={takeTheirs}
        />
      )}
    </FormDialog>
  )
}
