/**
 * Every refusal that the API may give: its HTTP status and what to do about it. The sentence before the advice says
 * what was found; programs branch on `code`, people read `message`.
 */
import type { RefusalCode as PbxRefusalCode } from '@mainline/pbx'
import { z } from 'zod'

interface CatalogueEntry {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 408
    | 409
    | 410
    | 413
    | 415
    | 416
    | 422
    | 429
    | 431
    | 500
    | 503
  /** Follows the sentence of the refusal: what the caller can do. */
  readonly advice: string
}

/** Refusals that the decisions of telephony give (N1–N12, M1–M13). */
const ofTelephony = {
  'number-invalid': { status: 422, advice: 'Write it in E.164 with a plus sign, such as +442079460100.' },
  'number-range': { status: 422, advice: 'Choose a range within one area.' },
  'number-state': {
    status: 409,
    advice: 'Read the number again and choose an action that its state allows.',
  },
  'number-assigned': { status: 409, advice: 'Clear "assignedTo" first.' },
  'number-no-service': {
    status: 409,
    advice: 'Raise the voice service of the organization, or deactivate another number.',
  },
  'number-has-main': {
    status: 409,
    advice: 'Allocate an ordinary number, or deallocate the main number it has.',
  },
  'number-cooling': { status: 409, advice: 'Take another number.' },
  'extension-emergency': { status: 422, advice: 'Choose another extension.' },
  'zone-unknown': { status: 422, advice: 'Use an IANA name such as Europe/London.' },
  'hours-time': { status: 422, advice: 'Correct the interval.' },
  'hours-day': { status: 422, advice: 'Correct the interval.' },
  'hours-empty': { status: 422, advice: 'Correct the interval.' },
  'event-order': { status: 422, advice: 'Let it end after its start.' },
  'event-date': { status: 422, advice: 'Write YYYY-MM-DD for whole days, YYYY-MM-DDTHH:MM for a span.' },
  'event-site': { status: 422, advice: 'Name at least one site.' },
  'event-hours': { status: 422, advice: 'Use whole days, or leave the opening times out.' },
  'event-interval': { status: 422, advice: 'Correct the opening times.' },
  'change-empty': { status: 422, advice: 'Give at least one of "inHours", "outOfHours" and "hours".' },
  'change-date': { status: 422, advice: 'Write YYYY-MM-DDTHH:MM.' },
  'change-order': { status: 422, advice: 'Let it end after its start.' },
  'change-past': { status: 422, advice: 'Give an end that lies ahead.' },
  'change-overlap': { status: 409, advice: 'Choose other dates, or cancel the other change.' },
  'rollback-gone': { status: 409, advice: 'Bring back what is gone, or save new settings.' },
  'card-greeting': { status: 422, advice: 'Shorten it.' },
  'card-comment': { status: 422, advice: 'Shorten it, or remove it when it is empty.' },
  'card-comments': { status: 422, advice: 'Remove some.' },
  'card-pronunciation': { status: 422, advice: 'Shorten it.' },
  'card-placeholder': { status: 422, advice: 'Correct or remove it.' },
  'pin-length': { status: 422, advice: 'Choose 6 to 12 digits.' },
  'pin-run': { status: 422, advice: 'Choose another PIN.' },
  'pin-repeat': { status: 422, advice: 'Choose another PIN.' },
  'pin-number': { status: 422, advice: 'Choose another PIN.' },
  'pin-used': { status: 422, advice: 'Choose another PIN.' },
  'override-end': { status: 422, advice: 'Give an end that lies ahead.' },
  'route-length': { status: 422, advice: 'Add or remove steps.' },
  'route-last': { status: 422, advice: 'End the route with voicemail, or set "end" to a notice.' },
  'route-after-voicemail': { status: 422, advice: 'Remove the steps after voicemail.' },
  'route-no-mailbox': { status: 422, advice: 'Set "end" to a notice, or activate the number first.' },
  'step-limit': { status: 422, advice: 'Correct the time limit.' },
  'step-number': { status: 422, advice: 'Write it in full.' },
  'forward-self': { status: 422, advice: 'Forward to another number.' },
  'forward-not-allowed': {
    status: 422,
    advice: 'Forward to another number, or allow such calls for the site.',
  },
  'forward-loop': { status: 422, advice: 'Forward to a number that does not lead back.' },
  'member-not-active': { status: 422, advice: 'Choose among the candidates of this group.' },
  'member-main': { status: 422, advice: 'Choose an ordinary number.' },
  'member-not-allowed': { status: 422, advice: 'Choose another number, or allow such calls for the site.' },
  'member-inside': { status: 422, advice: 'Choose it among the candidates of this group.' },
  'reception-seconds': { status: 422, advice: 'Correct the number of seconds.' },
  'reception-overflow-self': { status: 422, advice: 'Choose another site, or no overflow.' },
  'reception-overflow-address': {
    status: 422,
    advice: 'Write it in E.164 with a plus sign, or as sip:name@host.',
  },
  'reception-overflow-inside': {
    status: 422,
    advice: 'Choose another site, or the number of an answering service.',
  },
  'service-quantity': { status: 409, advice: 'Deactivate some of the numbers that are in use first.' },
  'service-pool': { status: 409, advice: 'Provision more numbers at the site.' },
} as const satisfies Record<PbxRefusalCode, CatalogueEntry>

/** Refusals about what is remembered. */
const ofStorage = {
  'not-found': { status: 404, advice: 'Check the identifier; lists show what there is.' },
  'stale-version': { status: 409, advice: 'Look at how it is now, then make the change on that.' },
  'number-exists': { status: 409, advice: 'Choose a number or range that is not on the platform yet.' },
  'extension-taken': { status: 409, advice: 'Choose another extension, or leave it out.' },
  'extension-out-of-range': {
    status: 422,
    advice: 'Choose an extension within the range of the site, or a range that holds those that are given.',
  },
  'no-free-extension': { status: 409, advice: 'Widen the range of extensions of the site.' },
  'not-at-site': { status: 422, advice: 'Locate the organization at the site first.' },
  'wrong-state': { status: 409, advice: 'Read it again and choose what its state allows.' },
  'name-mismatch': { status: 422, advice: 'Type the name exactly as it is written.' },
  'last-site': { status: 409, advice: 'Decommission the organization itself, if it leaves altogether.' },
  'main-number': { status: 403, advice: 'Give the device to an ordinary number of the organization.' },
  'username-taken': { status: 409, advice: 'Choose another username, or leave it out to have one made.' },
  'name-taken': { status: 409, advice: 'Choose another name.' },
  'in-use': { status: 409, advice: 'Remove what uses it first.' },
  'number-has-messages': {
    status: 409,
    advice: 'Keep it in the stock until they are deleted, or until the site no longer keeps them.',
  },
  'has-numbers': { status: 409, advice: 'Remove its numbers from the stock first.' },
  'has-sites': { status: 409, advice: 'Remove its sites first.' },
  'has-organizations': { status: 409, advice: 'Let them leave first, by a decommission.' },
  'has-services': { status: 409, advice: 'Lower the voice services to none first.' },
  'has-users': {
    status: 409,
    advice: 'Retire these users, or let them reach other sites; revoke these invitations and tokens.',
  },
  'has-seats': { status: 409, advice: 'Close the seats first.' },
  'has-overflow': { status: 409, advice: 'Let the calls of that reception overflow elsewhere first.' },
  'has-trunks': { status: 409, advice: 'Delete its trunks first.' },
  'has-webhooks': { status: 409, advice: 'Delete its webhooks first.' },
  'has-import': { status: 409, advice: 'Wait until it has ended, or cancel it.' },
  'has-calls': { status: 409, advice: 'Wait until it has ended.' },
  'has-records': { status: 409, advice: 'Keep it: what is on record is not deleted.' },
  'user-exists': { status: 409, advice: 'Change the role of the user that there is.' },
} as const satisfies Record<string, CatalogueEntry>

/** Refusals of signing in and of users (product §4). */
const ofUsers = {
  'sign-in-failed': { status: 401, advice: 'Check address and password, or ask for a new password.' },
  'password-wrong': {
    status: 422,
    advice:
      'Give the present password, or ask for a new one: by e-mail, or of an administrator where no mail is sent.',
  },
  'password-guessable': {
    status: 422,
    advice: 'Choose one that says nothing of your name or address; a few words are easiest to keep.',
  },
  'code-wrong': {
    status: 422,
    advice: 'Take the code that the app shows now, and see that the clock of the phone is right.',
  },
  'too-many-attempts': { status: 429, advice: 'Try again in a while.' },
  'foreign-origin': {
    status: 403,
    advice:
      'Call from the console of this server; a program that uses the session cookie sends "X-Mainline-Request: 1".',
  },
  'not-own-number': { status: 403, advice: 'Use a number that is assigned to you.' },
  'needs-person': { status: 403, advice: 'Sign in as a user: a token has no password or sessions.' },
  'link-void': { status: 410, advice: 'Ask for another link.' },
  'mail-off': { status: 503, advice: 'Ask an administrator: this server sends no mail (MAINLINE_SMTP_URL).' },
  'oidc-off': { status: 404, advice: 'Sign in with a password (MAINLINE_OIDC_ISSUER is not set).' },
  'oidc-unreachable': { status: 503, advice: 'Try again, or sign in with a password.' },
  'role-above-own': { status: 403, advice: 'Ask somebody of a wider role.' },
  'role-reach': {
    status: 422,
    advice: 'Name the operator for roles of an operator, its organization too for roles of an occupier.',
  },
  'last-admin': { status: 409, advice: 'Make somebody else an administrator first.' },
} as const satisfies Record<string, CatalogueEntry>

/** Refusals at a reception (C7, C8). */
const ofReception = {
  'seat-device': { status: 422, advice: 'Choose one of the devices that the site lists for seats.' },
  'seat-not-yours': { status: 409, advice: 'Open a seat of your own.' },
  'seat-closed': { status: 409, advice: 'Open the seat again.' },
  'seat-unreached': { status: 409, advice: 'See that it is registered, or leave the call to the others.' },
  'call-taken': { status: 409, advice: 'Take the next call.' },
  'call-gone': { status: 409, advice: 'Look at the desk again.' },
  'order-unfit': { status: 409, advice: 'Look at the desk again and choose what the call allows.' },
  'outside-not-allowed': { status: 403, advice: 'Choose a person of the organization, or take a message.' },
  'listen-in-off': {
    status: 403,
    advice: 'An administrator of the operator allows it in the rules of the reception.',
  },
  'listened-to': { status: 409, advice: 'Wait until whoever listens has ended.' },
  'desk-key-twice': { status: 422, advice: 'Choose another key for one of them, or switch it off.' },
  'person-elsewhere': { status: 422, advice: 'Choose one of its people, or an outside number.' },
  'person-unreachable': { status: 409, advice: 'Choose somebody else, voicemail, or take a message.' },
} as const satisfies Record<string, CatalogueEntry>

/** Refusals of the API itself. */
const ofApi = {
  'invalid-request': { status: 400, advice: 'Correct what is named.' },
  unauthorized: {
    status: 401,
    advice:
      'Sign in, or send "Authorization: Bearer <token>" with an API token. The token of the provider is the value of MAINLINE_TOKEN, or else in the file "token" of the data folder.',
  },
  forbidden: { status: 403, advice: 'Ask somebody whose role may, or sign in with another role.' },
  'main-person': { status: 422, advice: 'Choose an ordinary number of the organization.' },
  'user-elsewhere': {
    status: 422,
    advice: 'Choose a user of the organization that has the number, or invite the user there first.',
  },
  'token-scope': { status: 422, advice: 'Name what fits the role: an operator, or an organization of one.' },
  'token-end': { status: 422, advice: 'Give an end that lies ahead, or none.' },
  'no-such-path': { status: 404, advice: 'The document at /api/openapi.json lists every path.' },
  'no-such-method': {
    status: 405,
    advice:
      'The header "Allow" lists the methods of this path, the document at /api/openapi.json what they do.',
  },
  'head-too-large': { status: 431, advice: 'Send a shorter address, and fewer or shorter headers.' },
  'request-timeout': { status: 408, advice: 'Send it again, without a pause.' },
  'body-too-large': { status: 413, advice: 'Send less in one request.' },
  'media-type': {
    status: 415,
    advice: 'Send JSON with "Content-Type: application/json", or a file with the type that the method names.',
  },
  'table-unreadable': {
    status: 422,
    advice: 'Begin the file with a line that names its columns, separated by commas, semicolons or tabs.',
  },
  'range-unsatisfiable': { status: 416, advice: 'Ask for a range within the length of the recording.' },
  'audio-missing': {
    status: 404,
    advice: 'The recording is not on this server any more; the message itself is.',
  },
  'audio-unreadable': {
    status: 422,
    advice: 'Send a WAV file: linear samples of 8 to 32 bits, floating point, A-law or µ-law, 4 to 192 kHz.',
  },
  'audio-cut': { status: 422, advice: 'Send the whole file again.' },
  'audio-length': { status: 422, advice: 'Make it half a second to 90 seconds long.' },
  'greeting-dates': { status: 422, advice: 'Give "from" and a later "until" with a dated greeting only.' },
  'speech-off': {
    status: 503,
    advice:
      'Upload a recording, or ask whoever runs the server to set MAINLINE_SPEECH_URL or to install flite or espeak-ng.',
  },
  'speech-failed': { status: 503, advice: 'Try again, or upload a recording.' },
  'holiday-place': { status: 422, advice: 'Choose among list-holiday-countries and list-holiday-states.' },
  'calendar-unreadable': {
    status: 422,
    advice: 'Export it again as iCalendar (.ics), with fewer repetitions.',
  },
  'wrong-tenant': { status: 422, advice: 'Name things of one operator only.' },
  'members-changed': {
    status: 409,
    advice: 'Read the members again and repeat the change with their revision.',
  },
  'route-unconfirmed': {
    status: 503,
    advice: 'Calls are handled as before. Check the health of the engines and try again.',
  },
  'webhook-address': {
    status: 422,
    advice: 'Give an https address on the Internet, without a password in it.',
  },
  'override-number': {
    status: 422,
    advice: 'Name a main number of the site, or leave "numberId" out for the whole site.',
  },
  'extension-order': { status: 422, advice: 'Let "extensionFirst" be the smaller of the two.' },
  'report-range': { status: 422, advice: 'Ask for one day to 366 days, from the first to the last.' },
  'server-busy': { status: 503, advice: 'Wait a moment, then send it again.' },
  'not-ready': { status: 503, advice: 'Wait and ask again.' },
  'database-away': { status: 503, advice: 'Nothing was changed. Ask again in a moment.' },
  internal: {
    status: 500,
    advice: 'Try again; the log of the server has the details under this request id.',
  },
} as const satisfies Record<string, CatalogueEntry>

/** The whole catalogue. */
export const errorCatalogue = { ...ofTelephony, ...ofStorage, ...ofUsers, ...ofReception, ...ofApi } as const

/** Every code an answer may carry. */
export type ErrorCode = keyof typeof errorCatalogue

/** Whether a text is a code of the catalogue. */
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(errorCatalogue, text)

/** Refusals that any method may give, so that none of them lists these. */
export const commonErrors = [
  'invalid-request',
  'internal',
  'database-away',
] as const satisfies readonly ErrorCode[]

/** Refusals of whatever is sent with a body. */
export const bodyErrors = ['body-too-large', 'media-type'] as const satisfies readonly ErrorCode[]

/** What a bad field looks like in `details.fields`. */
const fieldFaultSchema = z.object({
  /** `body.steps.0.limitSeconds` */
  field: z.string(),
  message: z.string(),
})

const valuesSchema = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .optional()
  .describe('What is named in the message, for a sentence in another language')

/** The one shape of every refusal. */
const errorSchema = z
  .object({
    code: z.string().describe('To branch on; the catalogue is closed.'),
    message: z.string().describe('What was found and what to do, for people.'),
    details: z
      .object({
        values: valuesSchema,
        fields: z.array(fieldFaultSchema).optional().describe('invalid-request: each field that is wrong'),
        faults: z
          .array(z.object({ code: z.string(), message: z.string(), values: valuesSchema }))
          .optional()
          .describe('Each rule that is broken, where a refusal has several reasons'),
        uses: z
          .array(z.object({ numberId: z.string(), e164: z.string(), units: z.number() }).loose())
          .optional()
          .describe('service-quantity: each number that uses units'),
        current: z.unknown().optional().describe('stale-version: the thing as it is now'),
        retryAfterSeconds: z
          .int()
          .optional()
          .describe('too-many-attempts, server-busy, database-away: how long to wait'),
      })
      .optional(),
    requestId: z.string().describe('Names the request in the log of the server.'),
  })
  .meta({ id: 'Error' })

export type ErrorBody = z.output<typeof errorSchema>
