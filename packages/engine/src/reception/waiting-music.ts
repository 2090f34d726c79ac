/** What a caller hears who waits: our own tune (`packages/media/scripts/render-music.ts`), of no language. */
import type { Playable } from '../ports.ts'

export const waitingMusic: Playable = { prompt: 'waiting-music', language: 'music' }
