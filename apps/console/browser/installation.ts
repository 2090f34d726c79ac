/** An installation as a person meets it: a real server with its database and sample workspace, and Debian's Chromium. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { ServerFixture } from '../../../interop/server-fixture.ts'
import { launchChromium } from './chromium.ts'

/** One sample person has each role. */
export type Role =
  | 'provider-admin'
  | 'operator-admin'
  | 'operator-user'
  | 'receptionist'
  | 'occupier-admin'
  | 'occupier-user'

export interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly role: Role
}

export interface VisitOptions {
  /** Where to go, from `/` on. */
  readonly path?: string
  readonly theme?: 'light' | 'dark'
  /** A phone of 360 px, touched; a desktop of 1440 × 900 when left out. */
  readonly phone?: boolean
  /** IANA zone of the browser; left out: that of the machine. */
  readonly zone?: string
}

/** However slow the machine, a page that does not get there in this time is stuck, ms. */
const PATIENCE_MS = 60_000

export class Installation implements AsyncDisposable {
  readonly server: ServerFixture
  readonly #browser: Browser
  /** Cookies of whoever has signed in, so that each does it once a file. */
  readonly #sessions = new Map<Role, Awaited<ReturnType<BrowserContext['storageState']>>>()

  private constructor(server: ServerFixture, browser: Browser) {
    this.server = server
    this.#browser = browser
  }

  /** @param env of the server, beside its own */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<Installation> {
    if (!existsSync(new URL('../dist/index.html', import.meta.url))) {
      throw new Error('The console is not built. Run: npm run build')
    }
    const [server, browser] = await Promise.all([ServerFixture.start({ env }), launchChromium()])
    return new Installation(server, browser)
  }

  person(role: Role): Person {
    return personOf(this.server.dataFolder, role)
  }

  /** A browser of its own, nobody signed in. */
  async open({ theme = 'light', phone = false, zone }: VisitOptions = {}, more: BrowserContextOptions = {}) {
    const context = await this.#browser.newContext({
      baseURL: this.server.url,
      colorScheme: theme,
      reducedMotion: 'reduce',
      viewport: phone ? { width: 360, height: 740 } : { width: 1440, height: 900 },
      hasTouch: phone,
      isMobile: phone,
      locale: 'en-GB',
      ...(zone && { timezoneId: zone }),
      ...more,
    })
    context.setDefaultTimeout(PATIENCE_MS)
    return context
  }

  /** A browser in which the person of this role is signed in. */
  async openAs(role: Role, options: VisitOptions = {}): Promise<BrowserContext> {
    const storageState = this.#sessions.get(role)
    if (storageState) return this.open(options, { storageState })
    const context = await this.open(options)
    const page = await context.newPage()
    await page.goto('/sign-in')
    await fillSignIn(page, this.person(role))
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    this.#sessions.set(role, await context.storageState())
    await page.close()
    return context
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close()
    await this.server[Symbol.asyncDispose]()
  }
}

/** The sample's person of a role. */
export function personOf(dataFolder: string, role: Role): Person {
  const sample = JSON.parse(readFileSync(join(dataFolder, 'sample-logins.json'), 'utf8'))
  const person = (sample.people as Person[]).find((each) => each.role === role)
  if (!person) throw new Error(`the sample has no ${role}`)
  return person
}

/** Types e-mail and password into the form that is open, and sends it. */
export async function fillSignIn(
  page: Page,
  { email, password }: Pick<Person, 'email' | 'password'>,
): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
