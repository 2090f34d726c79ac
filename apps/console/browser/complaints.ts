/**
 * What a page complains of while a test walks through it: errors on its console, exceptions nobody caught, answers of
 * 500, and whatever its Content-Security-Policy stopped (Chromium writes that to the console as an error).
 */
import type { BrowserContext } from 'playwright-core'

/** A refusal of the API is an answer like another: the test reads what the page made of it. */
const refusedRequest = /^Failed to load resource: the server responded with a status of 4\d\d/

/** Fills up as the pages of the context live. */
export function collectComplaints(context: BrowserContext): readonly string[] {
  const complaints: string[] = []
  context.on('console', (message) => {
    const text = message.text()
    if (message.type() !== 'error' || refusedRequest.test(text)) return
    complaints.push(`console: ${text.slice(0, 600)}`)
  })
  context.on('weberror', (error) => complaints.push(`exception: ${error.error().stack?.slice(0, 600)}`))
  context.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} from ${response.url()}`)
  })
  return complaints
}
