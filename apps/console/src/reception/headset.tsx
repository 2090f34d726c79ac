/** Microphone, loudspeaker and bell of a seat that is in this page: how loud one is, which are used, a call to try them. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Popover, Select, UnstyledButton } from '@mantine/core'
import { IconHeadset } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import classes from './headset.module.css'
import { LevelMeter } from './level-meter.tsx'
import { CallAudio } from './phone/call-audio.ts'
import type { SeatPhone } from './use-seat-phone.ts'
import type { DeskDevices } from './use-sound-devices.ts'

interface Props {
  readonly phone: SeatPhone
  readonly devices: DeskDevices
  readonly onChoose: (devices: DeskDevices) => void
}

export function Headset({ phone, devices, onChoose }: Props) {
  const { t } = useLingui()
  return (
    <Popover position="bottom-end" width={320} trapFocus shadow="md">
      <Popover.Target>
        <UnstyledButton className={classes.button} aria-label={t`Microphone and loudspeaker`}>
          <IconHeadset size={16} aria-hidden />
          <LevelMeter stream={phone.stream} muted={phone.talking && phone.muted} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Choices phone={phone} devices={devices} onChoose={onChoose} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Choices({ phone, devices, onChoose }: Props) {
  const { t } = useLingui()
  const { data } = useQuery({
    queryKey: ['sound-devices', phone.stream?.id],
    queryFn: () => CallAudio.devices(),
    refetchInterval: 2_000,
  })
  const select = (key: keyof DeskDevices, label: string, found: readonly MediaDeviceInfo[] = []) => (
    <Select
      label={label}
      data={[{ value: '', label: t`As the system has it` }, ...named(found)]}
      value={devices[key] ?? ''}
      onChange={(value) => onChoose({ ...devices, [key]: value || undefined })}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
    />
  )
  return (
    <div className={classes.choices}>
      {select('microphone', t`Microphone`, data?.microphones)}
      <LevelMeter stream={phone.stream} muted={phone.talking && phone.muted} wide />
      {select('loudspeaker', t`Loudspeaker of calls`, data?.loudspeakers)}
      {select('bell', t`Loudspeaker that rings`, data?.loudspeakers)}
      <TestCall phone={phone} />
    </div>
  )
}

/** One that the system lists as its own choice, or without a name before the microphone was allowed, is no choice. */
const named = (found: readonly MediaDeviceInfo[]) =>
  found
    .filter(({ deviceId, label }) => label !== '' && deviceId !== 'default' && deviceId !== 'communications')
    .map(({ deviceId, label }) => ({ value: deviceId, label }))

function TestCall({ phone }: { phone: SeatPhone }) {
  const { testCall, startTestCall, endTestCall, talking, trouble } = phone
  return (
    <div className={classes.test}>
      <Button
        variant="default"
        size="xs"
        disabled={talking || trouble !== undefined}
        onClick={testCall ? endTestCall : startTestCall}
      >
        {testCall ? <Trans>End the test call</Trans> : <Trans>Test call</Trans>}
      </Button>
      <p role="status" className="middle">
        {testCall === 'talking' ? (
          <Trans>Speak after the tone. Four seconds later you hear yourself.</Trans>
        ) : testCall === 'connecting' ? (
          <Trans>Connecting</Trans>
        ) : (
          <Trans>Calls the server, which plays back what you say.</Trans>
        )}
      </p>
    </div>
  )
}
