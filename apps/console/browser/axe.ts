/** What axe finds on a page that is open, in words. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** WCAG 2.2 A and AA with all they build on, and what axe's authors advise. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export async function violationsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await inTheme(page, theme)
    for (const violation of await violationsOf(page)) found.push(`${theme}: ${violation}`)
  }
  return found
}

/** The same of a page over which something is open. Lists stand at the end of the document, outside of its landmarks: they belong to what opened them. */
export const violationsWhileOpened = async (page: Page): Promise<string[]> =>
  (await violationsInBothThemes(page)).filter((violation) => !/^\w+: region /.test(violation))

/** Waits until the page has changed: a colour on its way from one theme to the other is neither. */
async function inTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor()
  await page.waitForFunction(() => !document.getAnimations().some((each) => each instanceof CSSTransition))
}

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary?.slice(0, 300)}`),
  )
}
