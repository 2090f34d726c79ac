import { describe, expect } from 'vitest'
import { test } from './fixture.ts'
import { fillSignIn } from './installation.ts'

describe('what the page is allowed', () => {
  test('scripts and styles of its own only, in no frame of others (CSP)', async ({ installation }) => {
    const answer = await fetch(`${installation.server.url}/account`, { headers: { accept: 'text/html' } })
    const policy = answer.headers.get('content-security-policy') ?? ''
    const rule = (name: string) => new RegExp(`(?:^|; )${name} ([^;]*)`).exec(policy)?.[1]
    expect(rule('script-src')).toBe("'self'")
    expect(rule('default-src')).toBe("'self'")
    expect(rule('object-src')).toBe("'none'")
    expect(rule('base-uri')).toBe("'none'")
    expect(rule('frame-ancestors')).toBe("'none'")
    expect(policy).not.toContain('unsafe')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
    const again = await fetch(`${installation.server.url}/account`, { headers: { accept: 'text/html' } })
    expect(again.headers.get('content-security-policy')).not.toContain(nonce)
  })

  test('the session cookie is out of reach for scripts and for other sites', async ({
    installation,
    visit,
  }) => {
    const page = await visit({ path: '/sign-in' })
    await fillSignIn(page, installation.person('operator-admin'))
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    const cookies = await page.context().cookies()
    expect(cookies.length).toBeGreaterThan(0)
    for (const { name, httpOnly, sameSite } of cookies) {
      expect(httpOnly, name).toBe(true)
      expect(['Lax', 'Strict'], name).toContain(sameSite)
    }
    expect(await page.evaluate('document.cookie')).toBe('')
  })

  test('no secret lies in the page or in what the browser keeps', async ({ installation, signIn }) => {
    const page = await signIn('operator-admin', { path: '/account' })
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
    const { password } = installation.person('operator-admin')
    const [cookie] = await page.context().cookies()
    for (const text of [String(kept), await page.content()]) {
      expect(text).not.toContain(password)
      expect(text).not.toContain(decodeURIComponent(cookie?.value ?? '').split('.')[0])
    }
  })

  test('another site’s form changes nothing (CSRF)', async ({ installation, signIn }) => {
    const page = await signIn('operator-admin', { path: '/account' })
    const [cookie] = await page.context().cookies()
    const answer = await fetch(`${installation.server.url}/api/v1/sign-out`, {
      method: 'POST',
      headers: {
        cookie: `${cookie?.name}=${cookie?.value}`,
        origin: 'https://elsewhere.example',
        'sec-fetch-site': 'cross-site',
        'content-type': 'text/plain',
      },
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    await page.reload()
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
  })
})
