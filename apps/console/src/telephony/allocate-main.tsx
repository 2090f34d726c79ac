/** Chooses one of the nominated free numbers and reserves it for the organization (N3). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal, Select } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconListSearch } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { printed } from '../parts/numbers.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import type { PhoneNumber } from './main-number.tsx'
import classes from './no-main-number.module.css'
import type { Organization } from './telephony.tsx'
import { refreshNumbers } from './use-activation.tsx'

export function AllocateMain({
  organization,
  numbers,
}: {
  organization: Organization
  numbers: readonly PhoneNumber[]
}) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [opened, { open, close }] = useDisclosure(false)
  const [chosen, setChosen] = useState(numbers[0]?.id ?? null)
  const allocate = useMutation({
    mutationFn: async () => {
      const number = numbers.find(({ id }) => id === chosen)
      if (!number) return
      await api.allocateNumber({
        params: { numberId: number.id },
        body: { version: number.version, organizationId: organization.id },
      })
    },
    onSuccess: () => {
      close()
      refreshNumbers(client)
    },
  })
  return (
    <>
      <Button variant="default" leftSection={<IconListSearch size={16} aria-hidden />} onClick={open}>
        <Trans>Choose a number…</Trans>
      </Button>
      <Modal opened={opened} onClose={close} title={t`Choose a main number for ${organization.name}`}>
        <Select
          label={t`Number`}
          searchable
          allowDeselect={false}
          value={chosen}
          onChange={setChosen}
          data={numbers.map(({ id, e164, extension }) => ({
            value: id,
            label: extension ? `${printed(e164)}, EXT ${extension}` : printed(e164),
          }))}
        />
        {allocate.error && <Wrong error={allocate.error} />}
        <div className={classes.choose} style={{ marginTop: 16, justifyContent: 'flex-end' }}>
          <Button variant="subtle" onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button loading={allocate.isPending} onClick={() => allocate.mutate()}>
            <Trans>Allocate</Trans>
          </Button>
        </div>
      </Modal>
    </>
  )
}
