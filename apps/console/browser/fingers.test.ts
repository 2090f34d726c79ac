/** What a finger has to hit on a phone is as large as a finger, however small it is drawn (design §2, §7). */
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

test.for([
  ['the checkboxes of the stock', 'stock', 'checkbox', /^Choose \+44/],
  ['the actions of a number in the stock', 'stock', 'button', /^Actions of/],
  ['the members of a hunt group', 'hunt group', 'checkbox', / is a member$/],
  ['the way out of a dialog', 'hunt group', 'button', /^Close$/],
] as const)('%s', async ([, page, role, name], { installation, signIn }) => {
  const { companyId, siteId } = await readSample(installation.server)
  const paths = {
    stock: `/spaces/${siteId}/telephony`,
    'hunt group': `/occupiers/${companyId}/telephony?dialog=hunt-group`,
  }
  const phone = await signIn('operator-admin', { path: paths[page], phone: true })
  const controls = phone.getByRole(role, { name })
  await controls.nth(role === 'button' && page === 'hunt group' ? 0 : 1).waitFor()
  // A tap where the next row begins is the next row's.
  for (const control of (await controls.all()).slice(0, 3))
    expect(await reach(control)).toBeGreaterThanOrEqual(42)
})

/** How many pixels, from top to bottom, belong to it. */
const reach = (control: Locator): Promise<number> =>
  control.evaluate((element) => {
    element.scrollIntoView({ block: 'center' })
    const { left, top, width, height } = element.getBoundingClientRect()
    const x = left + width / 2
    const middle = Math.round(top + height / 2)
    const isIts = (y: number) => element.contains(document.elementFromPoint(x, y))
    let up = middle
    let down = middle
    while (isIts(up - 1)) up -= 1
    while (isIts(down + 1)) down += 1
    return isIts(middle) ? down - up + 1 : 0
  })
