import { describe, expect } from 'vitest'
import { createWorkspace } from '../../../interop/workspace.ts'
import { otherCompany, readSample } from './arrange.ts'
import { test } from './fixture.ts'
import type { Role } from './installation.ts'

const nothing = 'Nothing here under this address.'

describe('an address of another tenant, pasted', () => {
  test.for([
    ['occupier-admin', 'telephony'],
    ['occupier-user', 'telephony'],
    ['receptionist', 'no such tab'],
  ] as const)(
    '%s reads nothing of a company that is not theirs: %s',
    async ([role, tab], { installation, signIn }) => {
      const { otherCompanyId } = await readSample(installation.server)
      const page = await signIn(role as Role, { path: `/occupiers/${otherCompanyId}/${tab}` })
      await page.getByText(nothing).waitFor()
      expect(await page.content()).not.toContain(otherCompany)
    },
  )

  test.for(['occupier-admin', 'occupier-user', 'receptionist'] as const)(
    '%s reads nothing on the page of a site, its own one too: that is the landlord’s',
    async (role, { installation, signIn }) => {
      const { siteId } = await readSample(installation.server)
      const page = await signIn(role, { path: `/spaces/${siteId}/telephony` })
      await page.getByText(nothing).waitFor()
      expect(await page.getByRole('tab').count()).toBe(0)
    },
  )

  test('an operator reads nothing of the companies, calls and sites of another operator', async ({
    installation,
    signIn,
  }) => {
    const foreign = await createWorkspace(installation.server, { members: 1 })
    const page = await signIn('operator-admin')
    for (const path of [
      `/occupiers/${foreign.organizationId}/telephony?site=${foreign.siteId}`,
      `/occupiers/${foreign.operatorId}/telephony`,
      '/calls/0190a1b2-0000-7000-8000-000000000001',
      '/no/such/page',
    ]) {
      await page.goto(path)
      await page.getByText(nothing).waitFor()
      expect(await page.content(), path).not.toContain(foreign.mainNumber)
    }
  })

  test('another company’s site in the address of the own company falls back to the own site', async ({
    installation,
    signIn,
  }) => {
    const { companyId } = await readSample(installation.server)
    const foreign = await createWorkspace(installation.server, { members: 1 })
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?site=${foreign.siteId}`,
    })
    await page.getByText(/^Right now a caller reaches/).waitFor()
  })
})
