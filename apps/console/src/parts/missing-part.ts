/** A part of the page could not be loaded: whether a new page has it, and nothing is lost by loading one. */
import { holdsUnsaved } from './unsaved-anywhere.ts'

/**
 * The server has been updated under an open page when it is there and the part is not. While it cannot be reached, as
 * while something is typed and not saved, loading the page anew would only take away what is shown.
 */
export async function loadsAnew(reach: () => Promise<{ readonly ok: boolean }>): Promise<boolean> {
  if (holdsUnsaved()) return false
  const answer = await reach().catch(() => undefined)
  // Something may have been typed meanwhile.
  return answer?.ok === true && !holdsUnsaved()
}

/** What parts of the page that could not be loaded failed with. */
const missing = new WeakSet<Error>()

export const noteMissing = (error: Error): void => void missing.add(error)

/** To ask for the part once more helps as long as the server was merely away; one that has been updated has it no more. */
export const isMissingPart = (error: Error): boolean => missing.has(error)

/** Whether a page can be had from the server now. */
export const reachPage = (): Promise<{ readonly ok: boolean }> => fetch('/', { cache: 'no-store' })

/**
 * Loads the page anew because somebody wishes it: where something is typed the browser asks first.
 *
 * @param away called when the server cannot be reached: no page would come
 */
export async function loadAnew(away?: () => void): Promise<void> {
  const answer = await reachPage().catch(() => undefined)
  if (answer?.ok) location.reload()
  else away?.()
}
