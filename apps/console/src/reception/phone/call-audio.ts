/** Sound of the phone: which microphone and loudspeaker, what is played of each call, how loud the microphone is. */

/** Why nobody can be spoken to: it may not be used; there is none (any more); this page may use none at all. */
export type MicrophoneTrouble = 'denied' | 'gone' | 'insecure'

export interface SoundDevices {
  /** Of conversations; undefined: what the system has chosen. */
  readonly microphone?: string | undefined
  readonly loudspeaker?: string | undefined
}

interface Playing {
  readonly connection: RTCPeerConnection
  element?: HTMLAudioElement
}

export class CallAudio {
  #devices: SoundDevices
  #stream: MediaStream | undefined
  readonly #playing = new Map<string, Playing>()
  /** Called when the microphone that is open is gone. */
  onGone: () => void = () => {}

  constructor(devices: SoundDevices = {}) {
    this.#devices = devices
  }

  /** The devices that there are; names are known once the microphone was allowed. */
  static async devices(): Promise<{ microphones: MediaDeviceInfo[]; loudspeakers: MediaDeviceInfo[] }> {
    const all = (await navigator.mediaDevices?.enumerateDevices()) ?? []
    return {
      microphones: all.filter(({ kind }) => kind === 'audioinput'),
      loudspeakers: all.filter(({ kind }) => kind === 'audiooutput'),
    }
  }

  /** What the microphone hears, while it is open. */
  get stream(): MediaStream | undefined {
    return this.#stream
  }

  /** Opens the microphone, so that an answer need not wait for it. Conversations that go on are moved to it. */
  async open(): Promise<MicrophoneTrouble | undefined> {
    if (!navigator.mediaDevices) return 'insecure'
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: this.#wanted() })
      this.#take(stream)
      return undefined
    } catch (error) {
      return (error as DOMException).name === 'NotAllowedError' ? 'denied' : 'gone'
    }
  }

  /** Chooses devices; the loudspeaker of conversations that go on changes too. */
  async use(devices: SoundDevices): Promise<MicrophoneTrouble | undefined> {
    const other = devices.microphone !== this.#devices.microphone
    this.#devices = devices
    for (const { element } of this.#playing.values()) if (element) this.#direct(element)
    return other ? this.open() : undefined
  }

  setMuted(muted: boolean): void {
    for (const track of this.#stream?.getAudioTracks() ?? []) track.enabled = !muted
  }

  /** Plays what comes over the connection. */
  play(call: string, connection: RTCPeerConnection): void {
    const playing: Playing = { connection }
    this.#playing.set(call, playing)
    connection.addEventListener('track', ({ track }) => {
      const element = new Audio()
      element.srcObject = new MediaStream([track])
      element.autoplay = true
      this.#direct(element)
      playing.element = element
    })
  }

  silence(call: string): void {
    const element = this.#playing.get(call)?.element
    if (element) element.srcObject = null
    this.#playing.delete(call)
  }

  /** What is heard of a call. */
  streamOf(call: string): MediaStream | undefined {
    const source = this.#playing.get(call)?.element?.srcObject
    return source instanceof MediaStream ? source : undefined
  }

  close(): void {
    for (const call of [...this.#playing.keys()]) this.silence(call)
    for (const track of this.#stream?.getTracks() ?? []) track.stop()
    this.#stream = undefined
  }

  #wanted(): MediaTrackConstraints {
    const { microphone } = this.#devices
    const cleaned = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
    return microphone === undefined ? cleaned : { ...cleaned, deviceId: { exact: microphone } }
  }

  #take(stream: MediaStream): void {
    const [track] = stream.getAudioTracks()
    const before = this.#stream
    this.#stream = stream
    if (!track) return
    track.enabled = before?.getAudioTracks()[0]?.enabled ?? true
    track.addEventListener('ended', () => {
      if (this.#stream === stream) this.onGone()
    })
    for (const { connection } of this.#playing.values())
      for (const sender of connection.getSenders()) void sender.replaceTrack(track)
    for (const old of before?.getTracks() ?? []) old.stop()
  }

  /** A loudspeaker that is gone leaves the sound at the system's. */
  #direct(element: HTMLAudioElement): void {
    void element.setSinkId?.(this.#devices.loudspeaker ?? '').catch(() => element.setSinkId(''))
  }
}
