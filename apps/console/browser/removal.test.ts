/** A site or an operator that was opened by mistake is removed by the provider, by keyboard; whoever has it open is told. */
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { keysOf } from './keys.ts'

interface Named {
  readonly id: string
  readonly name: string
}

const place = { timeZone: 'Europe/London', extensionFirst: 100, extensionLast: 199 }

describe('what was opened by mistake', () => {
  test('a site is removed while nothing hangs on it', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { siteId } = await readSample(installation.server)
    const { operatorId } = await api.get<{ operatorId: string }>(`/sites/${siteId}`)
    const opened = { ...place, operatorId, name: 'Mistake Yard', domain: 'mistake.test' }
    const { id } = await api.post<Named>('/sites', opened)
    await api.post('/numbers', { siteId: id, first: '+442079460950' })
    const others = await signIn('operator-admin', { path: `/spaces/${id}/settings` })
    await others.getByRole('heading', { name: 'Mistake Yard' }).waitFor()
    expect(await others.getByRole('button', { name: 'Remove the site' }).count()).toBe(0)

    const { keyboard, whole, until } = keysOf(
      await signIn('provider-admin', { path: `/spaces/${id}/settings` }),
    )
    const button = whole.getByRole('button', { name: 'Remove the site' })
    const asked = whole.getByRole('dialog', { name: 'Remove the site Mistake Yard?' })
    const act = asked.getByRole('button', { name: 'Remove' })
    await until(button)
    await keyboard.press('Enter')
    await until(act)
    await keyboard.press('Enter')
    await asked.getByText('Remove its numbers from the stock first.').waitFor()
    expect(await violationsInBothThemes(whole)).toEqual([])
    const { items } = await api.get<{ items: { id: string; version: number }[] }>(`/numbers?siteId=${id}`)
    for (const number of items) await api.delete(`/numbers/${number.id}?version=${number.version}`)
    await until(act)
    await keyboard.press('Enter')
    await whole.waitForURL('**/spaces')
    await others.getByText('Nothing here under this address.').waitFor()
  })

  test('an operator is removed when it has no site', async ({ installation, signIn }) => {
    const { api } = installation.server
    const operator = await api.post<Named>('/organizations', { name: 'Mistake Estates' })
    const opened = { ...place, operatorId: operator.id, name: 'Yard', domain: 'mistake-estates.test' }
    const site = await api.post<Named>('/sites', opened)
    const { keyboard, whole, until } = keysOf(
      await signIn('provider-admin', { path: '/administration/operators' }),
    )
    const row = whole.getByRole('row', { name: /Mistake Estates/ })
    await until(row.getByRole('button', { name: 'Remove' }))
    await keyboard.press('Enter')
    const asked = whole.getByRole('dialog', { name: 'Remove the operator Mistake Estates?' })
    const act = asked.getByRole('button', { name: 'Remove' })
    await until(act)
    await keyboard.press('Enter')
    await asked.getByText('Remove its sites first.').waitFor()
    expect(await violationsInBothThemes(whole)).toEqual([])
    await api.delete(`/sites/${site.id}?version=1`)
    await until(act)
    await keyboard.press('Enter')
    await asked.waitFor({ state: 'detached' })
    await row.waitFor({ state: 'detached' })
    const { items } = await api.get<{ items: Named[] }>('/organizations?kind=operator&limit=100')
    expect(items.map(({ name }) => name)).not.toContain('Mistake Estates')
  })
})
