/** Devices of an organization: what is registered from where, new ones with a password that is shown once. */

import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Menu, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { printed } from '../parts/numbers.ts'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { may, useMe } from '../session.ts'
import classes from './devices.module.css'
import { PasswordOnce } from './password-once.tsx'
import { Registered } from './registered.tsx'

type Device = AnswerOf<'listDevices'>['items'][number]
type Secret = AnswerOf<'createDevice'>

interface Scope {
  readonly organizationId?: string
  readonly siteId?: string
}

export function Devices(scope: Scope) {
  const { t } = useLingui()
  const me = useMe()
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<Secret>()
  const key = ['devices', scope]
  const devices = useQuery({
    queryKey: key,
    queryFn: () => api.listDevices({ query: { ...scope, limit: 1000 } }),
  })
  useRefreshOn(['device'], key)
  const numbers = useQuery({
    queryKey: ['numbers', scope, 'ordinary'],
    queryFn: () => api.listNumbers({ query: { ...scope, kind: 'ordinary', limit: 1000 } }),
  })
  const byId = new Map(numbers.data?.items.map((number) => [number.id, number]))
  const columns: readonly Column<Device>[] = [
    { id: 'name', header: t`Device`, width: 'minmax(100px, 1fr)', cell: ({ name }) => name },
    {
      id: 'number',
      header: t`Number`,
      width: '170px',
      from: 480,
      figures: true,
      cell: ({ numberId }) => {
        const number = byId.get(numberId)
        return number ? printed(number.e164) : '–'
      },
    },
    {
      id: 'registered',
      header: t`Right now`,
      width: '152px',
      cell: ({ registered, unregisteredSince }) => (
        <Registered registered={registered} since={unregisteredSince} />
      ),
    },
    {
      id: 'source',
      header: t`From`,
      width: 'minmax(160px, 1fr)',
      from: 760,
      figures: true,
      cell: ({ registrations }) =>
        registrations[0] ? `${registrations[0].source} ${registrations[0].transport}` : '–',
    },
    { id: 'login', header: t`Login`, width: '140px', from: 900, cell: ({ username }) => username },
    {
      id: 'actions',
      header: <span className="unseen">{t`Actions`}</span>,
      width: '44px',
      end: true,
      cell: (device) => <DeviceMenu device={device} onSecret={setSecret} />,
    },
  ]
  const rows = devices.data?.items ?? []
  return (
    <section aria-label={t`Devices`}>
      <div className={classes.tools}>
        {may(me, 'create-device') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            <Trans>Add device</Trans>
          </Button>
        )}
      </div>
      <div className="card">
        {devices.error ? (
          <Failed
            what={t`The devices could not be loaded.`}
            error={devices.error}
            retry={() => devices.refetch()}
          />
        ) : devices.isPending ? (
          <SkeletonRows rows={6} />
        ) : rows.length === 0 ? (
          <Empty title={t`No devices yet.`}>
            <Trans>
              A device is a desk phone or softphone that signs in for one phone number and rings for it.
            </Trans>
          </Empty>
        ) : (
          <DataTable label={t`Devices`} rows={rows} columns={columns} rowKey={({ id }) => id} />
        )}
      </div>
      {adding && (
        <AddDevice
          numbers={numbers.data?.items ?? []}
          onClose={() => setAdding(false)}
          onMade={(made) => {
            setAdding(false)
            setSecret(made)
          }}
        />
      )}
      {secret && <PasswordOnce {...secret} onClose={() => setSecret(undefined)} />}
    </section>
  )
}

function DeviceMenu({ device, onSecret }: { device: Device; onSecret: (secret: Secret) => void }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const params = { deviceId: device.id }
  const refresh = () => client.invalidateQueries({ queryKey: ['devices'] })
  const onError = (error: Error) => notifications.show({ color: 'red', message: error.message })
  const reset = useMutation({
    mutationFn: () => api.resetDeviceSecret({ params, body: { version: device.version } }),
    onSuccess: (made) => onSecret(made as Secret),
    onError,
    onSettled: refresh,
  })
  const secured = device.srtp === 'required'
  const inClear = device.registrations.some(({ transport }) => transport === 'UDP' || transport === 'TCP')
  const secure = useMutation({
    mutationFn: () =>
      api.renameDevice({ params, body: { version: device.version, srtp: secured ? 'off' : 'required' } }),
    onSuccess: ({ srtp }) => {
      if (srtp === 'required' && inClear)
        notifications.show({
          color: 'yellow',
          message: t`The keys of the audio are in the signalling, which everybody on the way can read: register the phone by TLS.`,
        })
    },
    onError,
    onSettled: refresh,
  })
  const remove = useMutation({
    mutationFn: () => api.deleteDevice({ params, query: { version: device.version } }),
    onError,
    onSettled: refresh,
  })
  if (!may(me, 'delete-device')) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t`Actions of ${device.name}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => reset.mutate()}>{t`New password`}</Menu.Item>
        {may(me, 'rename-device') && (
          <Menu.Item onClick={() => secure.mutate()}>
            {secured ? t`Allow audio in clear` : t`Only secured audio (SRTP)`}
          </Menu.Item>
        )}
        <Menu.Item color="red" onClick={() => remove.mutate()}>{t`Remove`}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function AddDevice({
  numbers,
  onClose,
  onMade,
}: {
  numbers: AnswerOf<'listNumbers'>['items']
  onClose: () => void
  onMade: (secret: Secret) => void
}) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [numberId, setNumberId] = useState<string | null>(null)
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => api.createDevice({ body: { numberId: numberId ?? '', name } }),
    onSuccess: onMade,
    onSettled: () => client.invalidateQueries({ queryKey: ['devices'] }),
  })
  const owned = numbers.filter(({ state }) => state === 'ACTIVE' || state === 'RESERVED')
  return (
    <FormDialog
      title={t`Add device`}
      verb={<Trans>Add</Trans>}
      sending={create.isPending}
      error={create.error}
      onSend={() => create.mutate()}
      onClose={onClose}
    >
      <Select
        label={t`Rings for`}
        data-autofocus
        searchable
        required
        withAsterisk={false}
        value={numberId}
        onChange={setNumberId}
        data={owned.map(({ id, e164, label, assignedName }) => ({
          value: id,
          label: [printed(e164), assignedName || label].filter(Boolean).join(', '),
        }))}
      />
      <TextInput
        label={t`What it is called`}
        placeholder={t`Desk phone`}
        required
        withAsterisk={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
