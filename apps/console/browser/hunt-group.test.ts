/** What the hunt group says of its members: who took a call last, whose phones are silent and where they are (M10, design 06). */
import { expect } from 'vitest'
import { readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { keepCalls } from './kept-calls.ts'

test('who last answered here is known per member, and the devices of silent members are one step away', async ({
  installation,
  signIn,
}) => {
  const sample = await readSample(installation.server)
  const { companyId, main } = sample
  const { members } = await installation.server.api.get<{ members: { id: string; name: string }[] }>(
    `/numbers/${main.id}/hunt-members`,
  )
  const [first, second] = members
  if (!first || !second) throw new Error('the sample has no members')
  const startedAt = Date.now() - 60_000
  const leg = {
    leg: 1,
    memberId: first.id,
    name: first.name,
    target: 'd',
    external: false,
    state: 'ended',
    startedAt,
    answeredAt: startedAt + 2_000,
    outcome: 'ended',
  } as const
  await keepCalls(installation, sample, [
    {
      callId: 'answered-here',
      startedAt,
      endedAt: startedAt + 9_000,
      result: 'answered-by-member',
      legs: [leg],
    },
  ])
  const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony?dialog=hunt-group` })
  const dialog = page.getByRole('dialog', { name: /Hunt group/ })
  const last = (name: string) => dialog.getByRole('row', { name }).getByRole('cell').nth(4)
  await expect.poll(() => last(first.name).textContent()).toMatch(/^(\w+ )?\d\d:\d\d$/)
  expect(await last(second.name).textContent()).toBe('Not in 90 days')
  expect(await violationsInBothThemes(page)).toEqual([])

  await dialog.getByRole('link', { name: /devices$/ }).click()
  await page.waitForURL(`**/occupiers/${companyId}/devices`)
  await page.getByRole('heading', { name: /Alder/, level: 1 }).waitFor()
})
