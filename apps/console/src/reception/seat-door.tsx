/** Where a receptionist sits down: which phone rings, and how. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Select } from '@mantine/core'
import { IconAlertTriangle, IconHeadset } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../api/client.ts'
import { Note } from '../parts/state-badge.tsx'
import { Empty, Failed } from '../parts/states.tsx'
import classes from './desk.module.css'

interface Props {
  readonly siteId: string
  readonly siteName: string
  readonly onOpened: () => void
}

const remembered = (siteId: string) => `seat-device ${siteId}`

export function SeatDoor({ siteId, siteName, onOpened }: Props) {
  const { t } = useLingui()
  const devices = useQuery({
    queryKey: ['seat-devices', siteId],
    queryFn: () => api.listSeatDevices({ params: { siteId } }),
    refetchInterval: 5_000,
  })
  const [chosen, setChosen] = useState<string | null>(localStorage.getItem(remembered(siteId)))
  const [ringsDevice, setRingsDevice] = useState(true)
  const items = devices.data?.items ?? []
  const device =
    items.find(({ deviceId }) => deviceId === chosen) ?? items.find(({ ofYours }) => ofYours) ?? items[0]
  const open = useMutation({
    mutationFn: (deviceId: string) => api.openSeat({ params: { siteId }, body: { deviceId, ringsDevice } }),
    onSuccess: (_, deviceId) => {
      localStorage.setItem(remembered(siteId), deviceId)
      if ('Notification' in window && Notification.permission === 'default')
        void Notification.requestPermission()
      onOpened()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (device) open.mutate(device.deviceId)
  }
  if (devices.error)
    return (
      <Failed
        what={t`The phones are not there.`}
        error={devices.error}
        retry={() => void devices.refetch()}
      />
    )
  if (devices.data && !device)
    return (
      <div className="card">
        <Empty
          icon={<IconHeadset size={24} aria-hidden />}
          title={t`No phone for a seat at ${siteName} yet.`}
          heading="h1"
        >
          <Trans>
            A seat rings a phone of the operator: give one of its numbers at this site a device first.
          </Trans>
        </Empty>
      </div>
    )
  return (
    <form className={`card ${classes.door}`} onSubmit={submit}>
      <h1>{t`Reception of ${siteName}`}</h1>
      <p className="middle">
        <Trans>Calls ring at your phone, and here you read what to say before you answer.</Trans>
      </p>
      <Select
        label={t`Phone of this seat`}
        data={items.map(({ deviceId, name, extension, e164 }) => ({
          value: deviceId,
          label: `${name}, ${extension ?? e164}`,
        }))}
        value={device?.deviceId ?? null}
        onChange={setChosen}
        allowDeselect={false}
      />
      {device && !device.registered && (
        <Note tone="wait" icon={<IconAlertTriangle size={16} aria-hidden />}>
          <Trans>This phone is not registered. Until it is, calls go to the other seats.</Trans>
        </Note>
      )}
      <Checkbox
        label={t`Waiting calls ring the phone`}
        description={t`Otherwise they ring here only, and the phone rings when you answer.`}
        checked={ringsDevice}
        onChange={(event) => setRingsDevice(event.currentTarget.checked)}
      />
      {open.error && (
        <Note tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />}>
          {open.error.message}
        </Note>
      )}
      <Button type="submit" loading={open.isPending} disabled={!device}>
        <Trans>Sit down, ready</Trans>
      </Button>
    </form>
  )
}
