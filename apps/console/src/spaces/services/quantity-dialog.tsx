/** How many voice services a company has at a site (N9); the first ones start the journey (N10). */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { NumberInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, ApiRefusal, api } from '../../api/client.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { printed } from '../../parts/numbers.ts'
import { Note } from '../../parts/state-badge.tsx'
import { StaleNote } from '../../telephony/stale-note.tsx'
import { refreshNumbers } from '../../telephony/use-activation.tsx'
import type { Site } from '../site-layout.tsx'
import type { ServiceRow } from './site-services.tsx'

interface Props {
  readonly site: Site
  readonly row: ServiceRow
  readonly onClose: () => void
}

export function QuantityDialog({ site, row: { organization, service }, onClose }: Props) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [quantity, setQuantity] = useState<number | string>(service?.quantity ?? 1)
  /** Of what was seen when the dialog opened: what comes in later is not overwritten unseen (N12). */
  const [version, setVersion] = useState(service?.version)
  const set = useMutation({
    mutationFn: (of: number | undefined) =>
      api.setVoiceService({
        params: { organizationId: organization.id, siteId: site.id },
        body: { quantity: Number(quantity), version: of },
      }),
    onSuccess: onClose,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['voice-services', site.id] })
      refreshNumbers(client)
    },
  })
  const uses = set.error instanceof ApiRefusal ? (set.error.details?.uses ?? []) : []
  const stale = set.error instanceof ApiRefusal && set.error.code === 'stale-version' ? set.error : undefined
  return (
    <FormDialog
      title={t`Voice services of ${organization.name}`}
      verb={service ? <Trans>Save</Trans> : <Trans>Add and activate</Trans>}
      sending={set.isPending}
      error={uses.length > 0 || stale ? null : set.error}
      onSend={() => set.mutate(version)}
      onClose={onClose}
    >
      <NumberInput
        label={t`How many at ${site.name}`}
        min={0}
        max={10_000}
        allowDecimal={false}
        data-autofocus
        required
        withAsterisk={false}
        value={quantity}
        onChange={setQuantity}
      />
      <p className="middle">
        {service ? (
          <Trans>{service.used} are in use now. Each active number uses one.</Trans>
        ) : (
          <Trans>
            The first ones activate the numbers that are reserved for the company, then take the lowest free
            ones of the site, up to this count.
          </Trans>
        )}
      </p>
      {stale && (
        <StaleNote<AnswerOf<'getVoiceService'>>
          error={stale}
          who={() => null}
          onMine={(theirs) => {
            setVersion(theirs.version)
            set.mutate(theirs.version)
          }}
          onTheirs={(theirs) => {
            setVersion(theirs.version)
            setQuantity(theirs.quantity)
            set.reset()
          }}
        />
      )}
      {uses.length > 0 && (
        <div role="alert">
          <Note tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />}>
            <Plural
              value={uses.length}
              one="# number still uses these services:"
              other="# numbers still use these services:"
            />{' '}
            {uses.map(({ e164 }) => printed(e164)).join(', ')}
          </Note>
        </div>
      )}
    </FormDialog>
  )
}
