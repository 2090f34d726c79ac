/** Which microphone, loudspeaker and bell this browser uses at a desk; remembered in it. */
import { useState } from 'react'
import type { SoundDevices } from './phone/call-audio.ts'

export interface DeskDevices extends SoundDevices {
  /** What rings; the loudspeaker of the computer, say, while the headset lies on the table. */
  readonly bell?: string | undefined
}

const place = 'desk-devices'

export function rememberedDevices(): DeskDevices {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as DeskDevices
  } catch {
    return {}
  }
}

export function useSoundDevices() {
  const [devices, set] = useState(rememberedDevices)
  const choose = (changed: DeskDevices) => {
    localStorage.setItem(place, JSON.stringify(changed))
    set(changed)
  }
  return { devices, choose }
}
