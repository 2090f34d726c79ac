/** A page that is worked with the keyboard alone. */
import type { Page } from 'playwright-core'

/** Tab stops that a person would put up with before calling it out of reach. */
const PATIENCE = 60

/** The page with `until`, which presses Tab until the focus is where it should be, and fails when it never gets there. */
export function keysOf(whole: Page) {
  const { keyboard } = whole
  const until = async (wanted: ReturnType<Page['locator']>) => {
    await wanted.waitFor()
    for (let stops = 0; stops < PATIENCE; stops++) {
      if (await wanted.evaluate((it) => it === document.activeElement)) return
      await keyboard.press('Tab')
    }
    throw new Error(`${PATIENCE} times Tab did not lead to ${wanted}`)
  }
  return { whole, keyboard, until }
}
