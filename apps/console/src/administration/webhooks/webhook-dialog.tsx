/** Adds or changes a webhook: its address, what it is told of, and of which part. */
import { Trans, useLingui } from '@lingui/react/macro'
import { MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, ApiRefusal, api } from '../../api/client.ts'
import { eventKinds } from '../../api/event-kinds.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { NameField } from '../../parts/name-field.tsx'
import { useMe } from '../../session.ts'
import { StaleNote } from '../../telephony/stale-note.tsx'
import { useOrganizations } from '../use-organizations.ts'
import { useSites } from '../use-sites.ts'
import { useEventWords } from './event-words.ts'
import type { Webhook } from './webhook.ts'

interface Props {
  /** Undefined: a new one. */
  readonly webhook: Webhook | undefined
  readonly onMade: (made: AnswerOf<'createWebhook'>) => void
  readonly onClose: () => void
}

export function WebhookDialog({ webhook, onMade, onClose }: Props) {
  const { t } = useLingui()
  const words = useEventWords()
  const { fields, set, save, stale, takeTheirs } = useWebhookForm(webhook, onMade, onClose)
  return (
    <FormDialog
      title={webhook ? webhook.name : t`Add a webhook`}
      size={520}
      verb={webhook ? <Trans>Save</Trans> : <Trans>Add webhook</Trans>}
      sending={save.isPending}
      error={stale ? null : save.error}
      onSend={() => save.mutate(fields.version)}
      onClose={onClose}
    >
      <NameField value={fields.name} onChange={(name) => set({ name })} />
      <TextInput
        label={t`Address`}
        description={t`https, reachable from the internet.`}
        type="url"
        required
        withAsterisk={false}
        placeholder="https://"
        value={fields.url}
        onChange={(event) => set({ url: event.currentTarget.value })}
      />
      <MultiSelect
        label={t`Events`}
        placeholder={fields.kinds.length === 0 ? t`Every kind` : ''}
        searchable
        data={eventKinds.map((kind) => ({ value: kind, label: words[kind] }))}
        value={[...fields.kinds]}
        onChange={(kinds) => set({ kinds: kinds as Webhook['kinds'] })}
      />
      {webhook ? (
        <Switch
          label={t`Enabled`}
          checked={fields.enabled}
          onChange={(event) => set({ enabled: event.currentTarget.checked })}
        />
      ) : (
        <OfWhich value={fields} onChange={set} />
      )}
      {stale && (
        <StaleNote<Webhook>
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

interface Fields {
  readonly name: string
  readonly url: string
  readonly kinds: Webhook['kinds']
  readonly enabled: boolean
  readonly operatorId: string | null
  readonly siteId: string | null
  readonly version: number
}

function useWebhookForm(webhook: Webhook | undefined, onMade: Props['onMade'], onClose: () => void) {
  const me = useMe()
  const client = useQueryClient()
  const [fields, setFields] = useState<Fields>({
    name: webhook?.name ?? '',
    url: webhook?.url ?? '',
    kinds: webhook?.kinds ?? [],
    enabled: webhook?.enabled ?? true,
    operatorId: webhook?.operatorId ?? me.active.operatorId,
    siteId: webhook?.siteId ?? onlyOne(me.active.siteIds) ?? null,
    version: webhook?.version ?? 0,
  })
  const set = (change: Partial<Fields>) => setFields((old) => ({ ...old, ...change }))
  const save = useMutation({
    mutationFn: async (version: number) => {
      const { name, url, kinds, enabled, operatorId, siteId } = fields
      const chosen = { name: name.trim(), url: url.trim(), kinds: [...kinds] }
      if (webhook)
        await api.updateWebhook({ params: { webhookId: webhook.id }, body: { ...chosen, enabled, version } })
      else
        onMade(
          await api.createWebhook({
            body: { ...chosen, operatorId: operatorId ?? '', ...(siteId && { siteId }) },
          }),
        )
    },
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  const stale =
    save.error instanceof ApiRefusal && save.error.code === 'stale-version' ? save.error : undefined
  const takeTheirs = ({ name, url, kinds, enabled, version }: Webhook) => {
    set({ name, url, kinds, enabled, version })
    save.reset()
  }
  return { fields, set, save, stale, takeTheirs }
}

const onlyOne = (siteIds: readonly string[] | null) => (siteIds?.length === 1 ? siteIds[0] : undefined)

function OfWhich({ value, onChange }: { value: Fields; onChange: (change: Partial<Fields>) => void }) {
  const { t } = useLingui()
  const me = useMe()
  const { all } = useOrganizations()
  const sites = useSites(value.operatorId ?? undefined)
  // Every site is more than somebody of some may ask for.
  const isLimited = me.active.siteIds !== null
  return (
    <>
      {me.active.operatorId === null && (
        <Select
          label={t`Operator`}
          required
          withAsterisk={false}
          searchable
          data={all
            .filter(({ kind }) => kind === 'operator')
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={value.operatorId}
          onChange={(operatorId) => onChange({ operatorId, siteId: null })}
        />
      )}
      <Select
        label={t`Site`}
        placeholder={isLimited ? '' : t`All sites`}
        required={isLimited}
        withAsterisk={false}
        clearable={!isLimited}
        searchable
        data={sites.map(({ id, name }) => ({ value: id, label: name }))}
        value={value.siteId}
        onChange={(siteId) => onChange({ siteId })}
      />
    </>
  )
}
