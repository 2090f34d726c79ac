/** Adds a company: its name, and the site that it is at. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useSites } from '../administration/use-sites.ts'
import { api } from '../api/client.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { NameField } from '../parts/name-field.tsx'

export function AddOccupier({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const sites = useSites()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const site = sites.find(({ id }) => id === chosen) ?? (sites.length === 1 ? sites[0] : undefined)
  const add = useAdd()
  const send = () => {
    if (site) add.mutate({ name: name.trim(), operatorId: site.operatorId, siteId: site.id })
  }
  return (
    <FormDialog
      title={t`Add an occupier`}
      verb={<Trans>Add occupier</Trans>}
      sending={add.isPending}
      error={add.error}
      onSend={send}
      onClose={onClose}
    >
      <NameField label={t`Company`} value={name} onChange={setName} />
      <Select
        label={t`Site`}
        description={t`It can be at more of them later.`}
        required
        withAsterisk={false}
        searchable
        allowDeselect={false}
        data={sites.map(({ id, name: label }) => ({ value: id, label }))}
        value={site?.id ?? null}
        onChange={setChosen}
      />
    </FormDialog>
  )
}

interface NewOccupier {
  readonly name: string
  readonly operatorId: string
  readonly siteId: string
}

/** Then opens it where its numbers come from: its voice services. */
function useAdd() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async ({ name, operatorId, siteId }: NewOccupier) => {
      const { id: organizationId } = await api.createOrganization({
        body: { name, operatorId },
      })
      return api.locateOrganization({ params: { organizationId, siteId } })
    },
    onSuccess: ({ id: organizationId }, { siteId }) => {
      void client.invalidateQueries({ queryKey: ['organizations'] })
      void client.invalidateQueries({ queryKey: ['site-organizations', siteId] })
      void navigate({
        to: '/occupiers/$organizationId/telephony',
        params: { organizationId },
        search: { site: siteId },
      })
    },
  })
}
