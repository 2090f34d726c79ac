/** The made-up workspace of the pictures: who works there, and how their telephones ring. All numbers are reserved for fiction. */

export interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
}

export const operatorName = 'Larkfield Spaces'
/** Who looks at the pages of the operator. */
export const operatorAdmin = {
  name: 'Priya Nair',
  email: 'priya@larkfield.example',
  password: 'correct horse battery staple',
} as const

export const tallowWharf = {
  name: 'Tallow Wharf',
  timeZone: 'Europe/London',
  domain: 'tallow.larkfield.example',
  extensionFirst: 2100,
  extensionLast: 2399,
} as const
export const quarryHouse = {
  name: 'Quarry House',
  timeZone: 'Europe/London',
  domain: 'quarry.larkfield.example',
  extensionFirst: 3100,
  extensionLast: 3199,
} as const

export interface Desk {
  readonly label: string
  /** How many devices it has; they are registered unless told otherwise. */
  readonly devices: number
  readonly silent?: true
  /** Rings with the main number. */
  readonly member?: true
}

/** Thistle & Vane, from +44 20 7946 0149 on. */
export const desks: readonly Desk[] = [
  { label: 'Imogen Vane', devices: 2, member: true },
  { label: 'Rafe Thistle', devices: 1, member: true },
  { label: 'Noor Baptiste', devices: 1, member: true },
  { label: 'Front office', devices: 1, member: true },
  { label: 'Meeting room 2.14', devices: 1, silent: true, member: true },
  { label: 'Cai Merrow', devices: 0 },
  { label: 'Oren Castell', devices: 1 },
  { label: 'Studio', devices: 1 },
  { label: 'Quiet room', devices: 1 },
]
/** Allocated to Thistle & Vane and not activated. */
export const reservedNumbers = 2

export const company = 'Thistle & Vane Solicitors'
/** Its main number is RESERVED. */
export const companyReserved = 'Wren Dental Supply'
/** Has no main number. */
export const companyEmpty = 'Pelham Orr Recruitment'
export const moreCompanies = [
  'Ada Quill Translation',
  'Copperline Energy',
  'Foxglove Insurance Brokers',
  'Marlow Freight',
] as const

/** Hears its messages; its settings and greetings are put down to her. */
export const companyAdmin = {
  name: 'Imogen Vane',
  email: 'i.vane@thistlevane.example',
  password: 'battery staple correct horse',
} as const
/** Who calls while all phones ring. */
export const caller = { name: 'Helen Marsh', number: '+447700900634' } as const

export const mainNumber = '+442079460148'
export const rafesMobile = '+447700900412'

/** Who left a message, in the order of their calls. */
export const voices = [
  { name: 'Joel Hartnell', number: '+447700900122', seconds: 9 },
  { name: '', number: '+447700900277', seconds: 5 },
  { name: 'Beatrix Oyelaran', number: '+441134960071', seconds: 12 },
  { name: '', number: '+441614960388', seconds: 7 },
  { name: 'Odile Prentiss', number: '+447700900351', seconds: 17 },
] as const

/** What reception took down for the company. */
export const taken = {
  callerName: 'Helen Marsh',
  callerNumber: '+447700900634',
  text: 'Has the signed lease and comes by on Thursday; would like to be rung back before noon.',
} as const

/** What a colleague noted on the newest message. */
export const noted = 'Rang back twice, engaged. Rafe tries again after lunch.'

/** Its mailbox is full. */
export const fullMailbox = 'i.vane@thistlevane.example'

export const card = {
  inHours: {
    greeting: '{good morning}, Thistle and Vane Solicitors, how may I help?',
    comments: [
      {
        text: 'Imogen is in court until Thursday: put her calls to Rafe.',
        expiresAt: '2026-11-26T18:00:00Z',
      },
      { text: 'Do not give out mobile numbers.' },
      { text: 'Deliveries go to the loading bay on Quill Street.' },
    ],
  },
  pronunciation: 'Vane as in “vein”',
} as const

/** Sits at the reception of Tallow Wharf. */
export const receptionist = {
  name: 'Dana Whitlock',
  email: 'dana@larkfield.example',
  password: 'staple battery horse correct',
} as const

/** Companies of {@link moreCompanies} whose calls reception answers, and who calls them while the picture is taken. */
export const atReception = [
  {
    company: 'Foxglove Insurance Brokers',
    greeting: 'Foxglove Insurance Brokers, {good morning}.',
    number: '+441134960205',
  },
  { company: 'Marlow Freight', greeting: 'Marlow Freight, {good morning}.', number: '+447700900277' },
  { company: 'Ada Quill Translation', greeting: '{good morning}, Ada Quill.', number: '+447700900118' },
] as const
