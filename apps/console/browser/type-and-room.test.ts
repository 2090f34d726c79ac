/** What is read: nothing is set under 12 px, and nothing lies over something else where room is short. */
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

describe('text', () => {
  test.for([
    ['operator-admin', '/occupiers?dialog=add'],
    ['operator-admin', '/account'],
    ['provider-admin', '/administration/users?dialog=invite'],
    ['provider-admin', '/administration/trunks?dialog=create'],
    ['provider-admin', '/administration/webhooks?dialog=create'],
  ] as const)('of %s at %s is 12 px at least', async ([role, path], { signIn }) => {
    const page = await signIn(role, { path })
    await page.getByRole('heading', { level: 1 }).waitFor()
    if (path.includes('dialog')) await page.getByRole('dialog').getByRole('textbox').first().waitFor()
    expect(await tooSmall(page)).toEqual([])
  })

  test('of the call settings, a wrong address in them, is 12 px at least', async ({
    installation,
    signIn,
  }) => {
    const { companyId } = await readSample(installation.server)
    const path = `/occupiers/${companyId}/telephony?dialog=call-settings`
    const page = await signIn('operator-admin', { path })
    await page.getByRole('combobox', { name: 'Voicemail to e-mail' }).fill('nobody')
    await page.keyboard.press('Enter')
    await page.getByText('“nobody” is no e-mail address.').first().waitFor()
    expect(await tooSmall(page)).toEqual([])
  })
})

describe('where room is short', () => {
  test('the places of the path are cut, and none lies over the next', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { companyId, siteId } = await readSample(installation.server)
    const { version } = await api.get<{ version: number }>(`/organizations/${companyId}`)
    const name = 'Alder & Finch Architects of Finsbury Yard and of Many Other Places along the River Thames'
    await api.patch(`/organizations/${companyId}`, { version, name })
    for (const [width, path] of [
      [720, `/spaces/${siteId}/voicemail`],
      [720, `/occupiers/${companyId}/telephony`],
      [1440, `/occupiers/${companyId}/telephony`],
    ] as const) {
      const page = await signIn('operator-admin')
      await page.setViewportSize({ width, height: 450 })
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.getByRole('navigation', { name: 'Path' }).getByRole('listitem').nth(1).waitFor()
      expect(await overlaps(page), `${path} at ${width} px`).toEqual([])
    }
  })

  test('the button of the search has its name on a phone too', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/calls', phone: true })
    await page.getByRole('button', { name: /^Search or jump to…/ }).click()
    await page.getByRole('textbox', { name: 'Search' }).waitFor()
  })
})

/** Texts that are seen and set under 12 px, as "size text". */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) =>
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim()),
      )
      .filter(
        (element) => element.checkVisibility() && Number.parseFloat(getComputedStyle(element).fontSize) < 12,
      )
      .map((element) => `${getComputedStyle(element).fontSize} ${element.textContent}`),
  )

/** Places of the path that reach into the next one, or are wider than their box without being cut. */
const overlaps = (page: Page): Promise<string[]> =>
  page.getByRole('navigation', { name: 'Path' }).evaluate((path) => {
    const words = [...path.querySelectorAll<HTMLElement>('li > *')]
    return words
      .filter((word, index) => {
        const next = words[index + 1]?.getBoundingClientRect().left ?? Number.POSITIVE_INFINITY
        const spills =
          word.scrollWidth > word.clientWidth + 1 && getComputedStyle(word).overflowX === 'visible'
        return spills || word.getBoundingClientRect().right > next
      })
      .map((word) => word.textContent ?? '')
  })
