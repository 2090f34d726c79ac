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
