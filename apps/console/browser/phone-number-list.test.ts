/** What the list of phone numbers says of each: whether its phone is there, or talks (M2). */
import { describe, expect, onTestFinished } from 'vitest'
import { createTrunk, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { ownCompany, readSample } from './arrange.ts'
import { Caller } from './caller.ts'
import { test } from './fixture.ts'
import { OfficePhone } from './office-phone.ts'

interface Numbers {
  readonly items: readonly { readonly e164: string; readonly extension: string | null }[]
}

describe('the list of phone numbers', () => {
  test('is narrowed to those without a registered phone; a phone that comes, talks, hangs up and goes shows at once', async ({
    installation,
    signIn,
  }) => {
    const { server } = installation
    const { companyId } = await readSample(server)
    await createTrunk(server, 'Carrier', TRUNK_ADDRESS)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    const table = page.getByRole('table', { name: 'Phone numbers' })
    const count = async () => Number(await table.getAttribute('aria-rowcount')) - 1
    await expect.poll(count).toBeGreaterThan(1)
    const all = await count()
    await page.getByText(`Not registered ${all}`, { exact: true }).click()
    await page.waitForURL(/state=unregistered/)
    const csv = page.getByRole('link', { name: 'CSV' })
    expect(await csv.getAttribute('href')).toMatch(/registered=false/)

    const phone = await OfficePhone.open(installation, ownCompany, 1_700)
    onTestFinished(() => phone.close())
    await expect.poll(count).toBe(all - 1)
    await page.getByText(`Not registered ${all - 1}`, { exact: true }).waitFor()
    const exported = await page.request.get(String(await csv.getAttribute('href')))
    expect((await exported.text()).trim().split('\n')).toHaveLength(all)

    await page.getByText(`All ${all}`, { exact: true }).click()
    await table.getByText('1 registered').waitFor()
    const { items } = await server.api.get<Numbers>(`/numbers?organizationId=${companyId}&kind=ordinary`)
    const number = items.find(({ extension }) => extension === phone.extension)?.e164 ?? ''
    const rings = phone.rings()
    const caller = await Caller.dial(installation, number, 440)
    phone.answer(await rings)
    await table.getByText(/^Talking 0:\d\d$/).waitFor()

    // Its hunt group says the same (design 06).
    await page.goto(`/occupiers/${companyId}/telephony?dialog=hunt-group`)
    const member = page.getByRole('dialog').getByRole('row', { name: phone.extension })
    await member.getByText(/^Talking 0:\d\d$/).waitFor()
    caller.hangUp()
    await member.getByText('Would ring').waitFor()
    await page.keyboard.press('Escape')
    await table.getByText('1 registered').waitFor()
  })
})
