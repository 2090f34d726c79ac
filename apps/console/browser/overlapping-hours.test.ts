/** Hours that overlap are said where they are typed, and what “Add” proposes is free (M8). */
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

describe('own hours of a main number', () => {
  test('name what overlaps at both, over midnight too, and add what is free', async ({
    installation,
    signIn,
  }) => {
    const { api } = installation.server
    const { companyId, main } = await readSample(installation.server)
    const address = `/numbers/${main.id}/call-settings`
    const { version, inHours, outOfHours, voicemailEmails } = await api.get<Settings>(address)
    const hours = {
      mode: 'weekly',
      intervals: [
        { day: 1, start: '20:00', end: '03:00' },
        { day: 2, start: '02:00', end: '10:00' },
        { day: 2, start: '10:00', end: '12:00' },
      ],
    }
    await api.put(address, { version, inHours, outOfHours, voicemailEmails, hours })
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=call-settings`,
    })
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    const [monday, tuesday, wednesday] = ['Mon', 'Tue', 'Wed'].map((name) =>
      page.getByRole('group', { name, exact: true }),
    )
    const said = page.getByText(/^Overlaps/)
    await monday?.getByText('Overlaps Tue 02:00–10:00; what both have counts once.').waitFor()
    await tuesday?.getByText('Overlaps Mon 20:00–03:00; what both have counts once.').waitFor()
    expect(await said.count()).toBe(2)

    await tuesday?.getByRole('button', { name: 'Remove Tue 02:00' }).click()
    await expect.poll(() => said.count()).toBe(0)

    for (const start of ['08:30', '19:00', '00:00']) {
      await wednesday?.getByRole('button', { name: 'Add hours on Wed' }).click()
      await wednesday?.getByRole('button', { name: `Remove Wed ${start}` }).waitFor()
    }
    expect(await said.count()).toBe(0)
  })
})

interface Settings {
  readonly version: number
  readonly inHours: object
  readonly outOfHours: object
  readonly voicemailEmails: readonly string[]
}
