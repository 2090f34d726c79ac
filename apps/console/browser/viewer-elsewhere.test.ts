/** Whoever looks from another zone than that of the site, and of Greenwich: whose day and whose clock it is that is shown. */
import { expect, onTestFinished } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'
import type { Installation } from './installation.ts'
import { keepCalls, nineOClock } from './kept-calls.ts'

const newYork = 'America/New_York'

async function openAt(installation: Installation, path: string, now?: string) {
  const context = await installation.openAs('operator-admin', { zone: newYork })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  if (now !== undefined) await page.clock.setFixedTime(new Date(now))
  await page.goto(path)
  return page
}

test('a day that is typed without its year is read from the day of here, where it may be yesterday in Greenwich’s', async ({
  installation,
}) => {
  // Still the evening of 30 November in New York.
  const page = await openAt(installation, '/administration/audit', '2026-12-01T02:00:00Z')
  const from = page.getByRole('textbox', { name: 'From' })
  await from.fill('30.11.')
  await from.blur()
  await expect.poll(() => from.inputValue()).toBe('Mon 30 Nov 2026')
  await from.fill('24.12.')
  await from.blur()
  await expect.poll(() => from.inputValue()).toBe('Wed 24 Dec 2025')
})

test('an opened call tells its times by the clock of its site, as its reasons do', async ({
  installation,
}) => {
  const at = nineOClock + 60_000
  const path = [
    {
      step: 'arrival' as const,
      target: '',
      from: at,
      to: at,
      outcome: 'decided' as const,
      reason: 'Within business hours until 18:00.',
    },
  ]
  await keepCalls(installation, await readSample(installation.server), [{ callId: 'elsewhere', path }])
  const page = await openAt(installation, '/calls/elsewhere')
  await page.getByRole('heading', { name: /at 09:01\./, level: 1 }).waitFor()
  await page.getByText('24 Nov 2026, 09:01 Europe/London').waitFor()
  await page.getByRole('list', { name: 'Path of the call' }).getByText('09:01:00').waitFor()
})

test.for(['/calls', '/messages'])(
  '%s names the clock of its times where a site has another one',
  async (path, { installation }) => {
    await keepCalls(installation, await readSample(installation.server), [{ callId: 'listed' }])
    const openIn = async (zone: string) => {
      const context = await installation.openAs('occupier-admin', { zone })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      await page.goto(path)
      return page
    }
    await (await openIn(newYork)).getByText(`Times by the clock of ${newYork}`).waitFor()
    const atTheSite = await openIn('Europe/London')
    await atTheSite.getByRole('heading', { level: 1 }).waitFor()
    await atTheSite.waitForLoadState('networkidle')
    expect(await atTheSite.getByText('Times by the clock of').count()).toBe(0)
  },
)
