/** Sound of the phone: which microphone and loudspeaker, what is played of each call, how loud the microphone is. */

export class CallAudio {
  #microphone: string | undefined
  #loudspeaker: string | undefined
  readonly #playing = new Map<string, HTMLAudioElement>()

  /** What the microphone is asked for. */
  get constraints(): MediaTrackConstraints {
    const cleaned = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
    return this.#microphone === undefined ? cleaned : { ...cleaned, deviceId: { exact: this.#microphone } }
  }

  /** The devices that there are; names are known once the microphone was allowed. */
  static async devices(): Promise<{ microphones: MediaDeviceInfo[]; loudspeakers: MediaDeviceInfo[] }> {
    const all = await navigator.mediaDevices.enumerateDevices()
    return {
      microphones: all.filter(({ kind }) => kind === 'audioinput'),
      loudspeakers: all.filter(({ kind }) => kind === 'audiooutput'),
    }
  }

  /** For calls answered from now on. */
  useMicrophone(deviceId: string | undefined): void {
    this.#microphone = deviceId
  }

  /** For calls going on too. */
  async useLoudspeaker(deviceId: string): Promise<void> {
    this.#loudspeaker = deviceId
    await Promise.all([...this.#playing.values()].map((element) => element.setSinkId(deviceId)))
  }

  /** Plays what comes over the connection. */
  play(call: string, connection: RTCPeerConnection): void {
    connection.addEventListener('track', ({ track }) => {
      const element = new Audio()
      element.srcObject = new MediaStream([track])
      element.autoplay = true
      if (this.#loudspeaker !== undefined) void element.setSinkId(this.#loudspeaker)
      this.#playing.set(call, element)
    })
  }

  silence(call: string): void {
    const element = this.#playing.get(call)
    if (element) element.srcObject = null
    this.#playing.delete(call)
  }

  /** What is heard of a call. */
  streamOf(call: string): MediaStream | undefined {
    const source = this.#playing.get(call)?.srcObject
    return source instanceof MediaStream ? source : undefined
  }

  close(): void {
    for (const call of [...this.#playing.keys()]) this.silence(call)
  }
}
