/** One timer for all that runs on a page: it stops with the last of them. */
const ticking = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** @returns what ends it */
export function everySecond(tick: () => void): () => void {
  ticking.add(tick)
  timer ??= setInterval(() => {
    for (const each of ticking) each()
  }, 1_000)
  return () => {
    ticking.delete(tick)
    if (ticking.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
