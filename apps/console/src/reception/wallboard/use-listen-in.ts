/** Listening to a seat from the wallboard (supervision): a phone of this page that is heard by nobody, for one call. */
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import type { BrowserPhone } from '../phone/browser-phone.ts'
import { rememberedDevices } from '../use-sound-devices.ts'

export interface ListenIn {
  /** The call that is listened to, or soon will be. */
  readonly liveCallId: string | undefined
  readonly connected: boolean
  readonly error: Error | null
  readonly start: (liveCallId: string) => void
  readonly stop: () => void
}

export function useListenIn(siteId: string): ListenIn {
  const phone = useRef<BrowserPhone>(undefined)
  const [liveCallId, setCall] = useState<string>()
  const [connected, setConnected] = useState(false)
  const stop = () => {
    phone.current?.close()
    phone.current = undefined
    setCall(undefined)
    setConnected(false)
  }
  const begin = useMutation({
    mutationFn: async (wanted: string) => {
      const { BrowserPhone } = await import('../phone/browser-phone.ts')
      const { CallAudio } = await import('../phone/call-audio.ts')
      const given = await api.listenIn({ params: { siteId }, body: { liveCallId: wanted } })
      const audio = new CallAudio({ loudspeaker: rememberedDevices().loudspeaker })
      let dialled = false
      const opened = new BrowserPhone({
        audio,
        registers: false,
        credentials: async () => given.phone,
        changed({ state, calls: [call] }) {
          if (state === 'connected' && !dialled) {
            dialled = true
            opened.listenTo(given.dial)
          } else if (phone.current === opened && dialled) {
            if (call) setConnected(call.state === 'talking')
            else stop()
          }
        },
      })
      phone.current?.close()
      phone.current = opened
      await opened.open()
    },
    onError: stop,
  })
  useEffect(() => () => phone.current?.close(), [])
  const start = (wanted: string) => {
    setConnected(false)
    setCall(wanted)
    begin.mutate(wanted)
  }
  return { liveCallId, connected, error: begin.error, start, stop }
}
