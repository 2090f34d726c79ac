/** The page of the document: complete, under a strict policy, and without a request to anybody else. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../api/testing/test-api.ts'
import { docsPath } from './docs-page.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

const get = (url: string) => api.app.inject({ url })

it('is served to everybody, with nothing inline and nothing from elsewhere', async () => {
  const page = await get(docsPath)
  expect(page.statusCode).toBe(200)
  expect(page.headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  expect(page.body).not.toMatch(/<style|<script>|style="|https?:/)
  const parts = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url)
  expect(parts.length).toBeGreaterThan(4)
  for (const url of parts) expect((await get(url)).statusCode, url).toBe(200)
})

it('shows the document of this server and sends it to nobody', async () => {
  const script = (await get(`${docsPath}/static/swagger-initializer.js`)).body
  expect(script).toContain('"validatorUrl":null')
  expect((await get(`${docsPath}/json`)).json().info.title).toBe('Mainline')
})
