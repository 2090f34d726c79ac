import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { everyPage, type PageCase, test } from './every-page.ts'
import { faultsOfLayout } from './layout.ts'

describe('at 360 px nothing scrolls sideways, and no control or text is cut or out of reach', () => {
  test.for(everyPage)('$name', async (each, { open }) => {
    const page = await open(each, true)
    expect(await faultsOfLayout(page)).toEqual([])
  })
})

describe('at 360 px a name of one long word', () => {
  test('makes nothing wider: not the page, not its dialogs, not the home of its landlord', async ({
    installation,
    sample: { companyId },
    open,
  }) => {
    const { api } = installation.server
    const { version } = await api.get<{ version: number }>(`/organizations/${companyId}`)
    const name = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikationsaußenhandelsgesellschaft'
    await api.patch(`/organizations/${companyId}`, { version, name })
    const faults: string[] = []
    for (const each of everyPage.filter(({ name }) => meetsTheName.test(name))) {
      const page = await open(each, true)
      await page.getByText(name).filter({ visible: true }).first().waitFor()
      faults.push(...(await faultsOfLayout(page)).map((fault) => `${each.name}: ${fault}`))
      await page.close()
    }
    expect(faults).toEqual([])
  })
})

describe('at 360 px the days of a number', () => {
  test.for([
    ['en', 'By hand'],
    ['de', 'Von Hand'],
  ] as const)(
    'say what is set by hand in whole words: %s',
    async ([language, words], { installation, sample, signIn }) => {
      const { api } = installation.server
      const { siteId, companyId } = sample
      const until = new Date(Date.now() + 3 * 86_400_000).toISOString()
      const { items } = await api.get<{ items: { id: string }[] }>(`/sites/${siteId}/overrides`)
      const overrideId = items[0]?.id ?? null
      await api.put(`/sites/${siteId}/override`, { overrideId, open: false, until, reason: null })
      const page = await signIn('operator-admin', { path: '/', phone: true })
      await page.evaluate((chosen) => localStorage.setItem('mainline.language', chosen), language)
      await page.goto(`/occupiers/${companyId}/telephony`)
      const strip = page.getByRole('img', { name: /14/ })
      await strip.getByText(words).filter({ visible: true }).first().waitFor()
      expect(await brokenWords(strip)).toEqual([])
    },
  )
})

describe('at 360 px the users', () => {
  test('are told by their whole e-mail addresses', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/administration/users', phone: true })
    const row = page.getByRole('row', { name: /Maya Alder/ })
    const email = row.getByText('maya@alder-finch.example', { exact: true })
    await email.waitFor()
    const isWhole = (element: Element) => {
      const range = document.createRange()
      range.selectNodeContents(element)
      const { right } = range.getBoundingClientRect()
      return right <= (element.closest('[role="cell"]') ?? element).getBoundingClientRect().right
    }
    expect(await email.evaluate(isWhole)).toBe(true)
    await row.getByText('Occupier admin').waitFor()
    await row.getByRole('button', { name: 'Actions for Maya Alder' }).click()
    await page.getByRole('menuitem', { name: 'Change' }).click()
    await page.getByRole('dialog', { name: 'Maya Alder' }).getByText('maya@alder-finch.example').waitFor()
  })
})

describe('at 360 px the greetings in German', () => {
  test('scroll nowhere sideways, and say whether out of hours is the same', async ({ sample, signIn }) => {
    const page = await signIn('operator-admin', { path: '/', phone: true })
    await page.evaluate(() => localStorage.setItem('mainline.language', 'de'))
    await page.goto(`/occupiers/${sample.companyId}/telephony?dialog=greetings`)
    await page.getByText('Außerhalb der Öffnungszeiten: gleich').waitFor()
    await page.evaluate(() => document.fonts.ready)
    expect(await faultsOfLayout(page)).toEqual([])
  })
})

describe('at 360 px the sites in German', () => {
  test('say what their hours are within their row', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/', phone: true })
    await page.evaluate(() => localStorage.setItem('mainline.language', 'de'))
    await page.goto('/spaces')
    const cells = page
      .getByRole('table')
      .getByRole('cell')
      .filter({ hasText: /Öffnungszeit|Offen|Geschlossen|geöffnet|geschlossen|bis/ })
    await cells.nth(1).waitFor()
    // Until its font has come, and with it the lines.
    await page.evaluate(() => document.fonts.ready)
    const beyond = () =>
      cells.evaluateAll((all) =>
        all
          .filter((cell) => {
            const row = cell.parentElement?.getBoundingClientRect()
            return row !== undefined && cell.getBoundingClientRect().height > row.height + 0.5
          })
          .map((cell) => cell.textContent),
      )
    await expect.poll(beyond).toEqual([])
  })
})

describe('at 360 px the lists in German', () => {
  test.for([
    ['devices of an occupier', 'Nicht angemeldet'],
    ['telephony of a site', 'Reserviert'],
    ['trunks of the administration', 'Eingeschaltet'],
  ] as const)('cut no state: %s', async ([name, state], { open }) => {
    const page = await open(everyPage.find((each) => each.name === name) as PageCase, true)
    await page.evaluate(() => localStorage.setItem('mainline.language', 'de'))
    await page.reload()
    const rows = page.getByRole('row')
    await rows.getByText(state).first().waitFor()
    await page.evaluate(() => document.fonts.ready)
    const cut = await rows
      .locator('> :has([data-tone])')
      .evaluateAll((cells) =>
        cells
          .filter((cell) => cell.scrollWidth > cell.clientWidth)
          .map((cell) => `${cell.textContent}: ${cell.scrollWidth} px in ${cell.clientWidth}`),
      )
    expect(cut).toEqual([])
  })
})

/** Words that stand on more than one line. */
const brokenWords = (element: Locator): Promise<string[]> =>
  element.evaluate((root) => {
    const broken: string[] = []
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const { 0: word, index } of (text.textContent ?? '').matchAll(/\S+/g)) {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word)
      }
    }
    return broken
  })

/** Pages on which the company is named. */
const meetsTheName = /^(home|occupiers|services of an occupier|dialog (call-settings|hunt-group|greetings))$/
