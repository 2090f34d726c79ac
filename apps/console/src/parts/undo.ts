/** What `Z` undoes: the last thing that offered it, for ten seconds. */
import { isTyping } from '../shell/is-typing.ts'

const UNDO_MS = 10_000
let last: { undo: () => void; until: number } | undefined

/** Lets `Z` undo this for ten seconds. */
export function offerUndo(undo: () => void): void {
  last = { undo, until: performance.now() + UNDO_MS }
}

document.addEventListener('keydown', (event) => {
  if (event.key !== 'z' || event.ctrlKey || event.metaKey || isTyping(event.target)) return
  const offered = last
  last = undefined
  if (offered && performance.now() < offered.until) offered.undo()
})
