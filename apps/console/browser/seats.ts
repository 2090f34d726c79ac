/** Receptionists whose desk is a browser: each a Chromium of its own, whose microphone hears one tone. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { toneWav } from '../../../interop/peers/tone.ts'
import { until } from '../../../interop/peers/waiting.ts'
import { chromiumFlags, chromiumPath, ensureChromium } from './chromium.ts'
import { fillSignIn, type Installation, type Role } from './installation.ts'

/** What the script in the page keeps. */
interface Ears {
  connections: RTCPeerConnection[]
  /** Newest first. */
  microphones: MediaStreamTrack[]
  hears(): Promise<number>
}

/** Another place than this machine: its Chromium, and how it reaches the server there. */
export interface SeatPlace {
  readonly executablePath: string
  readonly url: string
}

export class BrowserSeat implements AsyncDisposable {
  readonly context: BrowserContext
  page: Page
  readonly #browser: Browser
  readonly #path: string
  /** An argument by which its process is known. */
  readonly #mark: string
  #crashed = false

  private constructor(browser: Browser, context: BrowserContext, page: Page, path: string, mark: string) {
    this.#browser = browser
    this.#mark = mark
    this.context = context
    this.page = page
    this.#path = path
  }

  /** Signs the person of a role in and goes to the reception; nobody sits there yet. @param hertz that it says */
  static async open(
    installation: Pick<Installation, 'server' | 'person'>,
    role: Role,
    siteId: string,
    hertz: number,
    place: SeatPlace = { executablePath: chromiumPath, url: installation.server.url },
  ): Promise<BrowserSeat> {
    ensureChromium()
    const folder = join(installation.server.folder, `seat-${role}`)
    mkdirSync(folder, { recursive: true })
    const tone = join(folder, 'says.wav')
    writeFileSync(tone, toneWav(hertz, 1, 48_000))
    const mark = `--seat=${randomUUID()}`
    const browser = await chromium.launch({
      executablePath: place.executablePath,
      args: [
        ...chromiumFlags,
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-audio-capture=${tone}`,
        '--autoplay-policy=no-user-gesture-required',
        mark,
      ],
    })
    const context = await browser.newContext({
      baseURL: place.url,
      // A certificate of the test.
      ignoreHTTPSErrors: true,
      locale: 'en-GB',
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 720 },
    })
    context.setDefaultTimeout(30_000)
    await context.addInitScript(listen)
    const page = await context.newPage()
    const path = `/reception?site=${siteId}`
    await page.goto('/sign-in')
    await fillSignIn(page, installation.person(role))
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    await page.goto(path)
    return new BrowserSeat(browser, context, page, path, mark)
  }

  /** Sits at the desk, ready, whatever was before; waits until calls can be answered there. */
  async sitDown(): Promise<void> {
    this.goOn()
    if (this.#crashed) await this.openAgain()
    if (await this.#isAtTheDoor()) await this.#door.click()
    await this.ready()
  }

  /** Sits at no desk, whatever was before. */
  async getUp(): Promise<void> {
    this.goOn()
    if (this.#crashed) await this.openAgain()
    if (await this.#isAtTheDoor()) return
    await this.page.getByRole('button', { name: 'Leave the seat' }).click()
    await this.#door.waitFor()
  }

  get #door(): Locator {
    return this.page.getByRole('button', { name: 'Sit down, ready' })
  }

  async #isAtTheDoor(): Promise<boolean> {
    await this.#door.or(this.page.getByRole('button', { name: 'Leave the seat' })).waitFor()
    return this.#door.isVisible()
  }

  async ready(): Promise<void> {
    await this.page.getByText('Nobody waits. The next call shows here while it rings.').waitFor()
    await this.page.getByRole('listitem').filter({ hasText: ', you' }).filter({ hasText: 'Ready' }).waitFor()
    // The keys are known when they are named.
    await this.page.getByRole('contentinfo').getByText('away').waitFor()
  }

  /** The loudest tone that is heard now, hertz; 0: nothing. */
  hears(): Promise<number> {
    return this.page.evaluate(() => (globalThis as unknown as Ears).hears())
  }

  /** Waits until this tone is heard. */
  async hearsTone(hertz: number): Promise<void> {
    let heard = 0
    await until(
      `a tone of ${hertz} Hz in the browser`,
      async () => {
        heard = await this.hears()
        return Math.abs(heard - hertz) < 15
      },
      30_000,
      () => `it heard ${heard} Hz`,
    )
  }

  /** The tab crashes: nothing that the page would do at its end is done, and nobody waits for a dump of it. */
  async crash(): Promise<void> {
    const crashed = this.page.waitForEvent('crash', { timeout: 30_000 })
    this.#crashed = true
    this.#signal('SIGKILL', '--type=renderer')
    await crashed
  }

  /** Neither page nor browser does anything, as when the lid is closed; what its network had sent stays unheard. */
  pause(): void {
    this.#signal('SIGSTOP')
  }

  goOn(): void {
    this.#signal('SIGCONT')
  }

  /** The headset is pulled out. */
  async unplug(): Promise<void> {
    await this.page.evaluate(() => {
      const [track] = (globalThis as unknown as Ears).microphones
      track?.stop()
      track?.dispatchEvent(new Event('ended'))
    })
  }

  /** @param kind an argument of the processes that get it; all of them when left out */
  #signal(signal: NodeJS.Signals, kind = ''): void {
    for (const id of familyOf(this.#mark)) if (commandOf(id).includes(kind)) sendTo(id, signal)
  }

  /** Opens the desk in another tab. */
  async openAgain(): Promise<void> {
    const before = this.page
    this.page = await this.context.newPage()
    this.#crashed = false
    await this.page.goto(this.#path)
    await before.close().catch(() => {})
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close()
  }
}

/** The process with that argument, and all that it has started. */
function familyOf(mark: string): number[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const parents = new Map(
    processes.map((id) => [Number(id), Number(read(`/proc/${id}/stat`).split(') ')[1]?.split(' ')[1])]),
  )
  const family = processes.map(Number).filter((id) => commandOf(id).includes(mark))
  for (const id of family)
    family.push(...[...parents].filter(([, parent]) => parent === id).map(([child]) => child))
  return family
}

const commandOf = (id: number): string => read(`/proc/${id}/cmdline`)

/** Empty when it is gone meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function sendTo(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal)
  } catch {
    // It has ended meanwhile.
  }
}

/** Runs in each page before all else: keeps its connections, leaves the microphone as it is, and can listen. */
function listen(): void {
  const ears = globalThis as unknown as Ears
  ears.connections = []
  ears.microphones = []
  const Plain = globalThis.RTCPeerConnection
  globalThis.RTCPeerConnection = class extends Plain {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      ears.connections.push(this)
    }
  }
  // A steady tone is noise to what cleans speech.
  const media = navigator.mediaDevices
  const open = media?.getUserMedia.bind(media)
  const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
  if (media) {
    media.getUserMedia = async (wanted) => {
      const stream = await open({ ...wanted, audio: { ...(wanted?.audio as MediaTrackConstraints), ...raw } })
      ears.microphones.unshift(...stream.getAudioTracks())
      return stream
    }
  }
  ears.hears = async () => {
    const context = new AudioContext()
    const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 })
    for (const { connectionState, getReceivers } of ears.connections.map((each) => ({
      connectionState: each.connectionState,
      getReceivers: () => each.getReceivers(),
    })))
      if (connectionState === 'connected')
        for (const { track } of getReceivers())
          context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const levels = new Float32Array(analyser.frequencyBinCount)
    analyser.getFloatFrequencyData(levels)
    const loudest = levels.indexOf(Math.max(...levels))
    const heard = (levels[loudest] ?? -200) > -60 ? (loudest * context.sampleRate) / 8192 : 0
    await context.close()
    return heard
  }
}
