/** What stands where it cannot be read or reached, on a screen with little room. */
import type { Page } from 'playwright-core'

/**
 * Runs in the page. A row of tabs or choices may scroll by itself, and so may a wide table; the page and its dialogs
 * may not.
 */
export const faultsOfLayout = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const mayScroll = '[role="tablist"], [role="radiogroup"], [role="table"], [data-sideways]'
    const controls = 'a, button, input, textarea, select, h1, h2, h3, p, dt, dd, label, [role="cell"]'
    const faults: string[] = []
    const words = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.textContent || element.getAttribute('aria-label') || '').trim().slice(0, 40)}”`
    for (const element of document.querySelectorAll('*')) {
      const { overflowX } = getComputedStyle(element)
      const scrolls = overflowX === 'auto' || overflowX === 'scroll' || element === document.documentElement
      const allowed = element.matches(mayScroll) || element.querySelector(`:scope > :is(${mayScroll})`)
      if (scrolls && !allowed && element.scrollWidth > element.clientWidth + 1) {
        faults.push(`${words(element)} scrolls sideways: ${element.scrollWidth} px in ${element.clientWidth}`)
      }
    }
    for (const element of document.querySelectorAll(controls)) {
      const box = element.getBoundingClientRect()
      const style = getComputedStyle(element)
      const unseen = box.width < 2 || box.height < 2 || style.visibility === 'hidden' || style.opacity === '0'
      if (unseen || element.closest(`[aria-hidden="true"], [inert], ${mayScroll}`)) continue
      if (box.right > width + 1 || box.left < -1) {
        faults.push(`${words(element)} stands from ${Math.round(box.left)} to ${Math.round(box.right)} px`)
      }
      const clips = style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis'
      if (clips && element.scrollWidth > element.clientWidth + 1) faults.push(`${words(element)} is cut`)
    }
    return faults
  })
