/** Why a recording cannot be played: an `<audio>` element says only that it failed, the address says more. */

/** `gone`: the server has no such recording. `unreachable`: it may play later. `unplayable`: neither of the two. */
export type NotPlayed = 'gone' | 'unreachable' | 'unplayable'

/** @param status of what the address answered; undefined: it did not answer */
export function whyNotPlayed(status: number | undefined): NotPlayed {
  if (status === 404 || status === 410) return 'gone'
  // What stands before the server says 502 or 504 while it starts anew.
  if (status === undefined || (status >= 502 && status <= 504)) return 'unreachable'
  return 'unplayable'
}

/** Asks the address for its first byte, which is all that the status takes (RFC 9110 §14.2). */
export async function askWhyNotPlayed(address: string, signal: AbortSignal): Promise<NotPlayed> {
  try {
    const asked = { signal, credentials: 'same-origin', headers: { range: 'bytes=0-0' } } as const
    const response = await fetch(address, asked)
    void response.body?.cancel()
    return whyNotPlayed(response.status)
  } catch {
    return whyNotPlayed(undefined)
  }
}
