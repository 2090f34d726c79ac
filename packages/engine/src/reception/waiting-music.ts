/** What a caller hears who waits: our own tune (`packages/media/scripts/render-music.ts`), of no language. */
import type { MediaEndpoint, Playable } from '../media-port.ts'

export const waitingMusic: Playable = { prompt: 'waiting-music', language: 'music' }

/** Plays it over and over; where it cannot be played, there is silence rather than a loop without pause. */
export function playMusic(media: MediaEndpoint): void {
  media.play([waitingMusic], (failed) => failed || playMusic(media))
}
