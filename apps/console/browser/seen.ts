/** Whether a person sees something, as it stands on the screen. */
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'

/** Nothing lies over its middle, and it is on the screen, without anybody scrolling. */
export async function seen(it: Locator): Promise<void> {
  await it.waitFor()
  await expect
    .poll(() =>
      it.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect()
        const there = document.elementFromPoint(left + width / 2, top + height / 2)
        return element === there || element.contains(there)
      }),
    )
    .toBe(true)
}
