/** Where things are on the telephony page, by what a person reads or hears. */
import type { Locator, Page } from 'playwright-core'
import { printed } from './arrange.ts'

/** The MAIN NUMBER row. */
export const mainRow = (page: Page, e164: string): Locator =>
  page.getByRole('group', { name: `Main number ${printed(e164)}` })

/** Its state in words. */
export const badge = (page: Page, e164: string): Locator => mainRow(page, e164).getByRole('status')

/** An action of the MAIN NUMBER row. */
export const action = (page: Page, e164: string, name: string): Locator =>
  mainRow(page, e164)
    .getByRole('group', { name: 'Actions' })
    .getByRole('button', { name: new RegExp(`^${name}`) })

/** The dialogs of a main number, as the address names them, with the words of their titles. */
export const dialogs = {
  'call-settings': /Call settings/,
  'hunt-group': /Hunt group/,
  greetings: /Greetings/,
  pin: /Reset PIN/,
  deactivate: /Deactivate/,
  try: /Try it/,
  edit: /^Edit/,
} as const
