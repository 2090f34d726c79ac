/** The stream of events is refused: for a moment, by whatever stands before the server, or because the session is over. */
import { describe, expect } from 'vitest'
import { test } from './fixture.ts'

const stream = '**/api/v1/events'

describe('a page whose stream of events is refused', () => {
  test('is live again by itself', async ({ signIn }) => {
    const page = await signIn('operator-admin')
    let refusals = 0
    await page.route(stream, async (route) => {
      refusals += 1
      if (refusals > 2) return route.fallback()
      // Any answer but 200 ends a stream for good; one of 500 would be a complaint.
      return route.fulfill({ status: 429, body: '' })
    })
    await page.goto('/calls')
    await page.getByText('Live', { exact: true }).waitFor()
    expect(refusals).toBe(3)
  })

  test('asks for the sign-in when the session is over, and is live again after it', async ({
    installation,
    signIn,
  }) => {
    const page = await signIn('operator-user')
    await page.route(stream, (route) => route.fulfill({ status: 401, body: '' }))
    await page.goto('/calls')
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor()
    await page.context().clearCookies()
    const again = page.getByRole('dialog', { name: 'Your session has ended' })
    await again.waitFor()
    await page.unroute(stream)
    await again.getByLabel('Password', { exact: true }).fill(installation.person('operator-user').password)
    await again.getByRole('button', { name: 'Sign in', exact: true }).click()
    await again.waitFor({ state: 'detached' })
    await page.getByText('Live', { exact: true }).waitFor()
  })
})
