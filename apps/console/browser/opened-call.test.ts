import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { keepCalls } from './kept-calls.ts'
import { keysOf } from './keys.ts'

describe('one opened call', () => {
  test('leads to its neighbours in the list it was opened from, by J and K, and can be taken along', async ({
    installation,
    signIn,
  }) => {
    await keepCalls(installation, await readSample(installation.server), threeCalls)
    const { keyboard, whole, until } = keysOf(await signIn('operator-admin', { path: '/calls' }))
    const search = whole.getByLabel('Digits of the caller’s number')
    await until(search)
    await keyboard.type('020 7946 01')
    const rows = whole.getByRole('table', { name: 'Calls' }).getByRole('row')
    // The head, and two of the three: the third came from elsewhere.
    await expect.poll(() => rows.count()).toBe(3)
    await until(rows.nth(1))
    await keyboard.press('Enter')
    await whole.getByRole('heading', { name: /^Newest/, level: 1 }).waitFor()
    expect(await violationsInBothThemes(whole)).toEqual([])

    const [newer, older] = [
      whole.getByRole('button', { name: 'Newer call' }),
      whole.getByRole('button', { name: 'Older call' }),
    ]
    await expect.poll(() => newer.getAttribute('aria-disabled')).toBe('true')
    await keyboard.press('j')
    await whole.getByRole('heading', { name: /^Oldest/, level: 1 }).waitFor()
    await expect.poll(() => older.getAttribute('aria-disabled')).toBe('true')
    await keyboard.press('k')
    await whole.getByRole('heading', { name: /^Newest/, level: 1 }).waitFor()

    const download = whole.waitForEvent('download')
    await until(whole.getByRole('link', { name: 'Export' }))
    await keyboard.press('Enter')
    expect((await download).suggestedFilename()).toBe('call-shown-3.json')
  })
})

/** The one in the middle is from another town. */
const threeCalls = [
  { callId: 'shown-1', callerName: 'Oldest', callerNumber: '+442079460101' },
  { callId: 'shown-2', callerName: 'Elsewhere', callerNumber: '+441134960101' },
  { callId: 'shown-3', callerName: 'Newest', callerNumber: '+442079460102' },
]
