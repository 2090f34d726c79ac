/** Where my seat is rung when its own phone cannot, or is not answered: another desk phone or a mobile (C7). */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core'
import { IconPhoneOutgoing } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../api/client.ts'
import type { Desk, SeatOnDesk } from './desk-state.ts'
import { deskKey } from './use-desk.ts'

export function SeatFallback({ desk, seat }: { desk: Desk; seat: SeatOnDesk }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [number, setNumber] = useState('')
  const save = useMutation({
    mutationFn: () =>
      api.changeSeat({
        params: { seatId: seat.seatId },
        body: {
          presence: seat.state === 'away' ? 'away' : 'ready',
          reason: seat.reason,
          fallback: number === '' ? null : number.replace(/[^\d+]/g, '').replace(/^00/, '+'),
        },
      }),
    onSuccess: () => {
      setOpen(false)
      void client.invalidateQueries({ queryKey: deskKey(desk.siteId) })
    },
  })
  const toggle = () => {
    setNumber(desk.myFallback ?? '')
    save.reset()
    setOpen(!open)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const label = desk.myFallback ? t`Else rings ${desk.myFallback}` : t`Ring me elsewhere, too`
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width={320}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Tooltip label={label}>
        <span>
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              aria-label={t`Ring me elsewhere, too`}
              aria-pressed={desk.myFallback !== null}
              onClick={toggle}
            >
              <IconPhoneOutgoing size={16} aria-hidden />
            </ActionIcon>
          </Popover.Target>
        </span>
      </Tooltip>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          <TextInput
            type="tel"
            descriptionProps={{ mb: 4 }}
            label={t`Desk or mobile phone that rings else`}
            description={t`When this seat’s own phone cannot ring, or is not answered for 12 s. Who answers presses 1. Empty: none.`}
            placeholder="+44…"
            value={number}
            error={save.error?.message}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <Button type="submit" size="compact-sm" mt="xs" loading={save.isPending}>
            <Trans>Save</Trans>
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
