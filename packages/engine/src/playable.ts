/** What the engine lets play, in the words of the media plane. */
import type { AudioSource } from '@mainline/media'
import type { Playable } from './media-port.ts'

/** The same for `@mainline/media`. */
export function toSource(what: Playable): AudioSource {
  if ('prompt' in what) return { kind: 'prompt', name: what.prompt, language: what.language }
  if ('digits' in what) return { kind: 'digits', digits: what.digits, language: what.language }
  if ('file' in what) {
    const { file, key, otherwise, levelled = false } = what
    return {
      kind: 'file',
      path: file,
      key,
      levelled,
      ...(otherwise && { otherwise: otherwise.map(toSource) }),
    }
  }
  return { kind: 'beep' }
}
