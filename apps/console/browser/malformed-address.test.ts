import { describe } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

describe('an identifier in the address that is none', () => {
  test.for(['/spaces/12/telephony', '/spaces/12/hours', '/occupiers/not-one/telephony', '/calls/nothing'])(
    '%s: nothing here, as for one that is unknown',
    async (path, { signIn }) => {
      const page = await signIn('operator-admin', { path })
      await page.getByRole('heading', { name: 'Nothing here under this address.' }).waitFor()
    },
  )

  test('a site that a company is not at shows the first one it is at', async ({ installation, signIn }) => {
    const { companyId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony?site=none` })
    await page.getByText(/^Right now a caller reaches/).waitFor()
  })
})
