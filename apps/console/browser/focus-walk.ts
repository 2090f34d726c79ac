/** Walks over the tab stops of a page as somebody without a pointer does, and tells what is wrong with them. */
import type { Page } from 'playwright-core'

/** Looks that tell where the focus is. */
const SHOWS_FOCUS = ['outline', 'box-shadow', 'border-color', 'background-color'] as const

interface Stop {
  /** Where the focus is, in words; undefined: at the end of the page. */
  readonly name: string | undefined
  readonly faults: readonly string[]
}

/**
 * Presses Tab from where the focus is until the page ends, or `most` times.
 *
 * @returns what is wrong: stops out of sight, and such as look the same without the focus
 */
export async function faultsOfStops(page: Page, most: number): Promise<string[]> {
  const faults: string[] = []
  await page.evaluate(() => {
    ;(globalThis as { walked?: unknown }).walked = undefined
  })
  for (let count = 0; count < most; count++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(look, SHOWS_FOCUS)
    faults.push(...stop.faults)
    if (stop.name === undefined) break
  }
  return faults
}

/** Whether the focus stays in the dialog that is open where it would leave: before the first stop, and after the last. */
export async function keepsFocus(page: Page): Promise<boolean> {
  await page.getByRole('dialog').getByRole('button').first().focus()
  for (const key of ['Shift+Tab', 'Tab']) {
    await page.keyboard.press(key)
    const isInside = await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)
    if (!isInside) return false
  }
  return true
}

/** Runs in the page, at each stop: judges this one, and the one before by what it looks like without the focus. */
function look(properties: readonly string[]): Stop {
  interface Left {
    readonly name: string
    readonly looked: readonly (readonly [Element, string])[]
  }
  const memory = globalThis as { walked?: Left | undefined }
  const looksOf = (element: Element) => {
    const style = getComputedStyle(element)
    return properties.map((name) => style.getPropertyValue(name)).join()
  }
  const faults: string[] = []
  const before = memory.walked?.looked[0]?.[0].isConnected ? memory.walked : undefined
  const looksAlike = before?.looked.every(
    ([element, looks]) => !element.isConnected || looksOf(element) === looks,
  )
  if (before && looksAlike) faults.push(`${before.name} does not show that it has the focus`)
  const now = document.activeElement
  if (!now || now === document.body) {
    memory.walked = undefined
    return { name: undefined, faults }
  }
  const words =
    now.getAttribute('aria-label') ?? (now as HTMLInputElement).labels?.[0]?.textContent ?? now.textContent
  const name = `${now.tagName.toLowerCase()} “${(words ?? '').trim().slice(0, 40)}”`
  // A choice is a hidden input with its label beside it; a field is framed by what is around it.
  const family = [now, now.nextElementSibling, now.parentElement, now.parentElement?.parentElement].filter(
    (each) => each !== null && each !== undefined,
  )
  const box = now.getBoundingClientRect()
  const seen = family
    .map((each) => each.getBoundingClientRect())
    .find(({ width, height }) => width > 8 && height > 8)
  if (!seen || seen.bottom <= 0 || seen.top >= innerHeight)
    faults.push(`${name} is out of sight at ${Math.round(box.top)} px`)
  if (!(words ?? '').trim() && !now.getAttribute('aria-labelledby') && !now.getAttribute('title'))
    faults.push(`${name} ${now.outerHTML.slice(0, 120)} has no name`)
  memory.walked = { name, looked: family.map((each) => [each, looksOf(each)]) }
  return { name, faults }
}
