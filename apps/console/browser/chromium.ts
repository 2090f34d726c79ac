/** Debian's Chromium under Playwright: installed when missing, without sandbox (root, containers), talking to nobody. */
import { type Browser, chromium } from 'playwright-core'
import { ensureDebianPackages } from '../../../scripts/install-debian-packages.ts'

export const chromiumPath = '/usr/bin/chromium'

export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--no-first-run',
  // The words and figures of its own controls, dates among them.
  '--lang=en-GB',
]

/** @throws with the command to run by hand when Chromium is missing and cannot be installed from here */
export const ensureChromium = (): void => ensureDebianPackages(['chromium'])

export async function launchChromium(): Promise<Browser> {
  ensureChromium()
  return chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
}
