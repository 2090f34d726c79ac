/** The pictures, with the numbers of the design's, at its sizes. */
import type { Page } from 'playwright-core'
import type { Pictured } from './workspace.ts'

export interface Shot {
  readonly name: string
  readonly path: (of: Pictured & { readonly callId: string }) => string
  readonly width: number
  readonly height: number
  /** Pixels of the picture for each of the page. */
  readonly scale: number
  readonly phone?: true
  readonly whole?: true
  /** While the RESERVED number is being activated and an engine has not answered yet. */
  readonly pending?: true
  /** While the first of the callers at the reception talks to whoever sits there. */
  readonly talking?: true
  /** In this theme; in both when left out. */
  readonly only?: 'light' | 'dark'
  /** Who looks; the operator when left out. Messages are heard by the company only. A reception has callers when its people look. */
  readonly as?: 'company' | 'receptionist'
  /** Waits until it shows what it should. */
  readonly ready: (page: Page) => Promise<unknown>
  /** What of it is shown; all when left out. */
  readonly part?: string
  /** Takes back what `ready` has done to more than the page. */
  readonly after?: (page: Page) => Promise<unknown>
}

const desktop = { width: 1440, height: 900, scale: 1 } as const
const sentence = (page: Page) => page.getByText(/^Right now a caller reaches/).waitFor()
const telephony = ({ companyId }: Pictured) => `/occupiers/${companyId}/telephony`
/** The main number with its actions, as under a pointer. */
async function pointedAt(page: Page): Promise<void> {
  await sentence(page)
  await page.getByText('2 registered').first().waitFor()
  await page.getByRole('button', { name: /^Call settings/ }).hover()
  await page.getByRole('tooltip').waitFor()
}

const dialog = (name: string) => async (page: Page) => {
  await sentence(page)
  await page.getByRole('dialog', { name }).getByRole('button', { name: 'Save' }).waitFor()
}
/** Lines of a file: two of them are wrong. */
const members = [
  '+442079460148,+447700900412,Rafe’s mobile',
  '+442079460148,+447700900418,Cai’s mobile',
  '+442079460148,+44 20 7946 01,Night desk',
  '+442079460148,+442079460156,Studio',
  '+442079460166,+442079460157,Quiet room',
]

/** Numbers chosen for a company, one of them nominated, and beside them a file with wrong lines that is about to be added. */
async function chosenAndImported(page: Page): Promise<void> {
  await page.getByText('+44 20 7946 0165').first().waitFor()
  await page.getByRole('button', { name: 'Import CSV' }).click()
  const buffer = Buffer.from(['main,member,name', ...members].join('\n'))
  const panel = page.getByRole('complementary', { name: 'Import' })
  const field = panel.getByLabel('CSV file')
  const checked = panel.getByText('2 refused')
  await field.or(checked).first().waitFor({ state: 'attached' })
  // In the other theme it was given already, and is found again.
  if (!(await checked.isVisible()))
    await field.setInputFiles({ name: 'tallow-wharf-nov.csv', mimeType: 'text/csv', buffer })
  await checked.waitFor()
  for (const number of ['0166', '0172', '0173', '0174', '0175'])
    await page.getByRole('checkbox', { name: new RegExp(`${number}$`) }).click()
  const bar = page.getByRole('toolbar')
  await bar.getByPlaceholder('for which organization?').click()
  await page.getByRole('option', { name: 'Thistle & Vane Solicitors' }).click()
  await bar.getByText(/left out/).waitFor()
}

/** A route that would send callers round in a circle: out of hours the number forwards to itself. */
async function trapped(page: Page): Promise<void> {
  await dialog('Call settings')(page)
  const route = page.getByRole('region', { name: 'Out of hours' })
  await route.getByRole('button', { name: 'Add a step before voicemail' }).click()
  await route.getByLabel('Answer with').and(page.locator('input')).click()
  await page.getByRole('option', { name: 'Forward to a number' }).click()
  await route.getByRole('textbox', { name: /^Number/ }).fill('+44 20 7946 0148')
  await page.keyboard.press('Tab')
  await page.getByText(/^Cannot be saved/).waitFor()
}

/** Switched to out of hours by hand, while somebody types the hours of a day. */
async function overridden(page: Page): Promise<void> {
  await page.getByText('Fire drill').first().waitFor()
  await page.getByPlaceholder(/^Why/).fill('Lobby flooded')
  const ends = page.getByRole('button', { name: 'End now' })
  // In the other theme it is set already.
  if (!(await ends.isVisible())) await page.getByRole('button', { name: 'Switch to out of hours' }).click()
  await ends.waitFor()
  await page.getByRole('button', { name: /^Fri, 0/ }).click()
}

const first = (page: Page) => page.locator('button[id^="message-"]').first().click()

export const shots: readonly Shot[] = [
  {
    name: '01-telephony-site',
    path: telephony,
    ...desktop,
    ready: pointedAt,
  },
  {
    name: '02-telephony-reserved',
    path: ({ reservedId }) => `/occupiers/${reservedId}/telephony`,
    ...desktop,
    ready: async (page) => {
      await page.getByText('Next 14 days, once active').waitFor()
      await page.getByRole('button', { name: /^Call settings/ }).hover()
      await page.getByRole('tooltip').waitFor()
    },
  },
  {
    name: '03-telephony-pending',
    path: ({ reservedId }) => `/occupiers/${reservedId}/telephony`,
    ...desktop,
    pending: true,
    ready: (page) =>
      page
        .getByText(/call engines have confirmed/)
        .first()
        .waitFor(),
  },
  {
    name: '04-telephony-empty',
    path: ({ emptyId }) => `/occupiers/${emptyId}/telephony`,
    ...desktop,
    ready: (page) => page.getByText(/^No main number at/).waitFor(),
  },
  {
    name: '05-call-settings',
    path: (of) => `${telephony(of)}?dialog=call-settings`,
    ...desktop,
    ready: trapped,
  },
  {
    name: '06-hunt-group',
    path: (of) => `${telephony(of)}?dialog=hunt-group`,
    ...desktop,
    ready: dialog('Hunt group'),
  },
  {
    name: '07-greetings',
    path: (of) => `${telephony(of)}?dialog=greetings`,
    ...desktop,
    ready: dialog('Greetings'),
  },
  {
    name: '08-stock-of-numbers',
    path: ({ siteId }) => `/spaces/${siteId}/telephony`,
    ...desktop,
    ready: chosenAndImported,
  },
  {
    name: '09-hours-schedule',
    path: ({ siteId }) => `/spaces/${siteId}/hours`,
    ...desktop,
    ready: overridden,
    after: (page) => page.getByRole('button', { name: 'End now' }).click(),
  },
  {
    name: '10-call-detail',
    path: ({ callId }) => `/calls/${callId}`,
    ...desktop,
    ready: (page) => page.getByRole('heading', { name: 'Timeline' }).waitFor(),
  },
  {
    name: '14-messages',
    path: () => '/messages',
    as: 'company',
    ...desktop,
    ready: first,
  },
  {
    name: '15-phone-telephony',
    path: telephony,
    width: 360,
    height: 740,
    scale: 1.5,
    phone: true,
    whole: true,
    ready: sentence,
  },
  {
    name: '16-phone-messages',
    path: () => '/messages',
    as: 'company',
    width: 360,
    height: 780,
    scale: 2,
    phone: true,
    ready: async (page) => {
      await first(page)
      await page.getByRole('link', { name: 'Call back' }).waitFor()
    },
  },
  {
    name: '17-telephony-site-dark',
    only: 'dark',
    path: telephony,
    ...desktop,
    ready: pointedAt,
  },
]

const desk = { path: () => '/reception', width: 1280, height: 720, scale: 1, as: 'receptionist' } as const

/** With a reception whose callers wait: after all others. */
export const receptionShots: readonly Shot[] = [
  { ...desk, name: '11-reception-ringing', only: 'light', ready: ringing },
  { ...desk, name: '13-reception-dark', only: 'dark', ready: ringing },
  {
    ...desk,
    name: 'wallboard',
    path: ({ siteId }) => `/reception/wallboard?site=${siteId}`,
    ready: (page) => page.getByText('Marlow Freight').waitFor(),
  },
  { ...desk, name: '12-reception-talking', talking: true, ready: takingAMessage },
]

/** Each caller is in the list, and the first of them in the middle. */
async function ringing(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Waiting calls' }).getByText('Ada Quill Translation').waitFor()
  await page.getByRole('region', { name: 'Thistle & Vane Solicitors' }).getByText('Ringing').waitFor()
  await page.getByText('Imogen Vane', { exact: true }).waitFor()
}

/** The call that was answered in the middle, and under it a message for the company. */
async function takingAMessage(page: Page): Promise<void> {
  await page
    .getByText(/^Talking/)
    .first()
    .waitFor()
  await page.getByText('Rafe Thistle', { exact: true }).waitFor()
  await page.keyboard.press('m')
  const form = page.getByRole('form', { name: 'Take a message' })
  await form.getByLabel('For', { exact: true }).and(page.locator('input')).click()
  await page.getByRole('option', { name: 'Imogen Vane' }).click()
  await form
    .getByLabel('Message', { exact: true })
    .fill('Completion moved to Friday 27th. She needs the signed transfer back by Thursday noon.')
}

/** Those of the README. */
export const readme: readonly Shot[] = [
  ...shotsNamed({
    '01-telephony-site': 'telephony',
    '10-call-detail': 'call',
  }),
  {
    name: 'call-settings',
    path: (of) => `${telephony(of)}?dialog=call-settings`,
    ...desktop,
    ready: dialog('Call settings'),
  },
  {
    name: 'fourteen-days',
    path: telephony,
    ...desktop,
    scale: 2,
    ready: sentence,
    part: '[data-picture="days"]',
  },
]

export const readmeOfReception: readonly Shot[] = [{ ...desk, name: 'reception', ready: ringing }]

function shotsNamed(names: Readonly<Record<string, string>>): Shot[] {
  return shots.flatMap((shot) => {
    const name = names[shot.name]
    return name === undefined ? [] : [{ ...shot, name }]
  })
}
