/**
 * The phone of a seat that is in this page (C7): registered as long as the desk is open here, with the microphone open, so that
 * a click is an answer. A seat is in one page at a time: the last that opened it has it.
 */
import { useEffect, useRef, useState } from 'react'
import { ApiRefusal, api } from '../api/client.ts'
import type { AnsweredHere, Desk } from './desk-state.ts'
import type { BrowserPhone, PhoneView } from './phone/browser-phone.ts'
import { CallAudio, type MicrophoneTrouble, type SoundDevices } from './phone/call-audio.ts'

/** Why no call can be answered here. */
export type PhoneTrouble = MicrophoneTrouble | 'connecting' | 'elsewhere'

export interface SeatPhone {
  /** false: the seat has a phone on its desk. */
  readonly inPage: boolean
  readonly trouble: PhoneTrouble | undefined
  /** Calls of the reception that were answered here. */
  readonly answered: readonly AnsweredHere[]
  /** Somebody is talked to. */
  readonly talking: boolean
  readonly muted: boolean
  readonly setMuted: (muted: boolean) => void
  /** undefined: none goes on. */
  readonly testCall: 'connecting' | 'talking' | undefined
  readonly startTestCall: () => void
  readonly endTestCall: () => void
  /** What the microphone hears. */
  readonly stream: MediaStream | undefined
  /** Tries the microphone again, or takes the seat back to this page. */
  readonly retry: () => void
}

/** How long the server may not know of a phone that is registered, before it registers anew, ms. */
const RENEWED_AFTER_MS = 2_000

/** What is dialled to hear oneself. */
const echo = 'echo'
const nothingYet: PhoneView = { state: 'connecting', calls: [] }

/** @param unreached the server could not ring this seat */
export function useSeatPhone(mySeat: Desk['mySeat'], unreached: boolean, devices: SoundDevices): SeatPhone {
  const seatId = mySeat?.inPage ? mySeat.seatId : undefined
  const [view, setView] = useState(nothingYet)
  const [microphone, setMicrophone] = useState<MicrophoneTrouble>()
  const [deviceId, setDeviceId] = useState<string>()
  const [stolen, setStolen] = useState(false)
  const [tries, setTries] = useState(0)
  const [muted, setMuted] = useState(false)
  const [stream, setStream] = useState<MediaStream>()
  const phone = useRef<BrowserPhone>(undefined)
  const audio = useRef<CallAudio>(undefined)
  const wanted = useRef(devices)
  wanted.current = devices

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try opens it anew
  useEffect(() => {
    if (seatId === undefined) return
    const sound = new CallAudio(wanted.current)
    audio.current = sound
    const listen = async () => {
      const trouble = await sound.open()
      if (audio.current !== sound) return sound.close()
      setMicrophone(trouble)
      setStream(sound.stream)
    }
    sound.onGone = () => setMicrophone('gone')
    const onPlugged = () => {
      if (!sound.stream?.active) void listen()
    }
    navigator.mediaDevices?.addEventListener('devicechange', onPlugged)
    const end = new AbortController()
    let opened: BrowserPhone | undefined
    setStolen(false)
    void holdSeat(seatId, end.signal, async () => {
      const { BrowserPhone } = await import('./phone/browser-phone.ts')
      if (end.signal.aborted) return
      opened = new BrowserPhone({
        audio: sound,
        onlyAtOnce: true,
        changed: setView,
        async credentials() {
          const given = await api.openSeatPhone({ params: { seatId } })
          setDeviceId(given.deviceId)
          return given
        },
      })
      phone.current = opened
      await Promise.all([listen(), openWithPatience(opened, end.signal)])
    }).then(() => {
      if (end.signal.aborted) return
      setStolen(true)
      letGo()
    })
    const letGo = () => {
      navigator.mediaDevices?.removeEventListener('devicechange', onPlugged)
      opened?.close()
      if (phone.current === opened) phone.current = undefined
      if (audio.current === sound) audio.current = undefined
      sound.close()
      setView(nothingYet)
    }
    return () => {
      end.abort()
      letGo()
    }
  }, [seatId, tries])

  const { microphone: chosen, loudspeaker } = devices
  useEffect(() => {
    const sound = audio.current
    void sound?.use({ microphone: chosen, loudspeaker }).then((trouble) => {
      setMicrophone((before) => (sound.stream?.active ? undefined : (trouble ?? before)))
      setStream(sound.stream)
    })
  }, [chosen, loudspeaker])

  const calls = view.calls.filter(({ outgoing }) => !outgoing)
  const test = view.calls.find(({ outgoing }) => outgoing)
  const talking = calls.some(({ state }) => state === 'talking')
  const silent = muted && talking
  useEffect(() => {
    audio.current?.setMuted(silent)
    if (!talking) setMuted(false)
  }, [silent, talking])
  // A caller does not wait for a test.
  useEffect(() => {
    if (calls.length > 0 && test) phone.current?.hangUp(echo)
  }, [calls.length, test])

  const deaf = unreached && view.state === 'registered' && microphone === undefined
  useEffect(() => {
    if (!deaf) return
    const timer = setInterval(() => phone.current?.renew(), RENEWED_AFTER_MS)
    return () => clearInterval(timer)
  }, [deaf])

  // None at all is no other one: it went with a session that is over, and the seat is to be opened again.
  const another = mySeat?.deviceId !== null && mySeat?.deviceId !== deviceId
  const elsewhere = stolen || (deviceId !== undefined && another)
  return {
    inPage: seatId !== undefined,
    trouble:
      seatId === undefined
        ? undefined
        : elsewhere
          ? 'elsewhere'
          : (microphone ?? (view.state === 'registered' ? undefined : 'connecting')),
    answered: calls.flatMap(({ liveCallId, answeredAt }) =>
      liveCallId === undefined || answeredAt === undefined ? [] : [{ liveCallId, answeredAt }],
    ),
    talking,
    muted,
    setMuted,
    testCall: test && (test.state === 'ringing' ? 'connecting' : 'talking'),
    startTestCall: () => phone.current?.call(echo),
    endTestCall: () => phone.current?.hangUp(echo),
    stream,
    retry: () => {
      setDeviceId(undefined)
      setTries((count) => count + 1)
    },
  }
}

/** Resolves when another tab takes the seat, or `signal` ends it. */
async function holdSeat(seatId: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const held = async () => {
    await work()
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  }
  // Pages without locks use no microphone either.
  if (!navigator.locks) return held()
  try {
    await navigator.locks.request(`mainline seat ${seatId}`, { steal: true }, held)
  } catch (error) {
    if ((error as DOMException).name !== 'AbortError') throw error
  }
}

/** The server may be away when the desk opens. */
async function openWithPatience(phone: BrowserPhone, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return await phone.open()
    } catch (error) {
      if (signal.aborted || error instanceof ApiRefusal) return
      await new Promise((resolve) => setTimeout(resolve, 2_000))
    }
  }
}
