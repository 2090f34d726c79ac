/** Where a receptionist sits down: in this browser, or with a phone on the desk, and how that rings. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Select } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../api/client.ts'
import { Note } from '../parts/state-badge.tsx'
import { Failed } from '../parts/states.tsx'
import classes from './desk.module.css'
import { CallAudio, type MicrophoneTrouble, type SoundDevices } from './phone/call-audio.ts'
import { rememberedDevices } from './use-sound-devices.ts'

interface Props {
  readonly siteId: string
  readonly siteName: string
  readonly onOpened: () => void
}

const remembered = (siteId: string) => `seat-device ${siteId}`
/** Instead of a device. */
const thisPage = 'page'

export function SeatDoor({ siteId, siteName, onOpened }: Props) {
  const { t } = useLingui()
  const devices = useQuery({
    queryKey: ['seat-devices', siteId],
    queryFn: () => api.listSeatDevices({ params: { siteId } }),
    refetchInterval: 5_000,
  })
  const { data: sound } = useQuery({ queryKey: ['sound-devices'], queryFn: () => CallAudio.devices() })
  const hears = (sound?.microphones.length ?? 0) > 0
  const [chosen, setChosen] = useState<string | null>(localStorage.getItem(remembered(siteId)))
  const [ringsDevice, setRingsDevice] = useState(true)
  const items = devices.data?.items ?? []
  const device =
    items.find(({ deviceId }) => deviceId === chosen) ??
    (chosen === thisPage || hears ? undefined : (items.find(({ ofYours }) => ofYours) ?? items[0]))
  const open = useSeatOpening(siteId, onOpened)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    open.mutate(device ? { deviceId: device.deviceId, ringsDevice } : 'page')
  }
  if (devices.error)
    return (
      <Failed
        what={t`The phones are not there.`}
        error={devices.error}
        retry={() => void devices.refetch()}
      />
    )
  if (!devices.data || !sound) return null
  return (
    <form className={`card ${classes.door}`} onSubmit={submit}>
      <h1>{t`Reception of ${siteName}`}</h1>
      <p className="middle">
        <Trans>Here you read what to say before you answer.</Trans>
      </p>
      <Select
        label={t`Where you speak`}
        data={[
          { value: thisPage, label: t`In this browser, with its microphone` },
          ...items.map(({ deviceId, name, extension, e164 }) => ({
            value: deviceId,
            label: `${name}, ${extension ?? e164}`,
          })),
        ]}
        value={device?.deviceId ?? thisPage}
        onChange={setChosen}
        allowDeselect={false}
      />
      {!device && !navigator.mediaDevices && (
        <Note tone="wait" icon={<IconAlertTriangle size={16} aria-hidden />}>
          <Trans>
            Browsers give a microphone to pages over HTTPS only: open this one by its https address.
          </Trans>
        </Note>
      )}
      {device && !device.registered && (
        <Note tone="wait" icon={<IconAlertTriangle size={16} aria-hidden />}>
          <Trans>This phone is not registered. Until it is, calls go to the other seats.</Trans>
        </Note>
      )}
      {device && (
        <Checkbox
          label={t`Waiting calls ring the phone`}
          description={t`Otherwise they ring here only, and the phone rings when you answer.`}
          checked={ringsDevice}
          onChange={(event) => setRingsDevice(event.currentTarget.checked)}
        />
      )}
      {open.error && (
        <Note tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />}>
          {open.error.message}
        </Note>
      )}
      <Button type="submit" loading={open.isPending}>
        <Trans>Sit down, ready</Trans>
      </Button>
    </form>
  )
}

async function tryMicrophone(devices: SoundDevices): Promise<MicrophoneTrouble | undefined> {
  const audio = new CallAudio(devices)
  const trouble = await audio.open()
  audio.close()
  return trouble
}

type Place = 'page' | { readonly deviceId: string; readonly ringsDevice: boolean }

/** Opens the seat; one in the page is asked for its microphone first, while the click is fresh. */
function useSeatOpening(siteId: string, onOpened: () => void) {
  const { t } = useLingui()
  return useMutation({
    mutationFn: async (place: Place) => {
      if (place !== 'page') return api.openSeat({ params: { siteId }, body: place })
      const trouble = (await tryMicrophone(rememberedDevices())) && (await tryMicrophone({}))
      if (trouble === 'denied') throw new Error(t`Allow the microphone beside the address of this page.`)
      if (trouble === 'insecure') throw new Error(t`This page may use no microphone: it is not over HTTPS.`)
      if (trouble === 'gone') throw new Error(t`There is no microphone. Plug in a headset.`)
      return api.openSeat({ params: { siteId }, body: {} })
    },
    onSuccess: (_, place) => {
      localStorage.setItem(remembered(siteId), place === 'page' ? thisPage : place.deviceId)
      if ('Notification' in window && Notification.permission === 'default')
        void Notification.requestPermission()
      onOpened()
    },
  })
}
