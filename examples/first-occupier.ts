/**
 * From nothing to a ringing main number, by API: an operator, a site, an occupier, a main number, one phone number
 * with a device, and the carrier's trunk. Run it against a server that is up:
 *
 *   MAINLINE_TOKEN=$(cat data/token) npx node examples/first-occupier.ts [first number]
 *
 * Point a softphone at the login that it prints, let the carrier send calls to the main number, and the phone rings.
 */
const base = process.env['MAINLINE_URL'] ?? 'http://127.0.0.1:8080'
const token = process.env['MAINLINE_TOKEN'] ?? ''

interface Row {
  id: string
  version: number
}

interface Numbers {
  items: (Row & { e164: string })[]
}

/** Sends one request. @throws with the sentence of the refusal, which says what to do */
async function send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${method} ${path}: ${answer.message}`)
  return answer
}

/** Every change names the version it was made on, and answers with the next one. */
const act = (number: Row, action: string, more: object = {}): Promise<Row> =>
  send('POST', `/numbers/${number.id}/${action}`, { version: number.version, ...more })

const operator = await send<Row>('POST', '/organizations', { name: 'Quayside Offices' })
const site = await send<Row>('POST', '/sites', {
  operatorId: operator.id,
  name: 'Quayside, Bristol',
  timeZone: 'Europe/London',
  domain: `bristol-${operator.id.slice(-6)}.example`,
  extensionFirst: 4000,
  extensionLast: 4999,
})
const occupier = await send<Row>('POST', '/organizations', {
  name: 'Heron Studio',
  operatorId: operator.id,
})
await send('PUT', `/organizations/${occupier.id}/sites/${site.id}`)

const first = process.argv[2] ?? '+441174960100'
const { items } = await send<Numbers>('POST', '/numbers', { siteId: site.id, first, count: 2 })
const [mainNumber, phoneNumber] = items
if (!mainNumber || !phoneNumber) throw new Error('two numbers were asked for')

const nominated = await act(mainNumber, 'nominate')
await act(nominated, 'allocate', { organizationId: occupier.id })
await act(phoneNumber, 'allocate', { organizationId: occupier.id })
// The first voice service activates what is reserved; the hunt group of the main number is made of the other numbers.
await send('PUT', `/organizations/${occupier.id}/sites/${site.id}/voice-service`, { quantity: 2 })

const { device, password } = await send<{
  device: { username: string; realm: string }
  password: string
}>('POST', '/devices', { numberId: phoneNumber.id, name: 'Front desk' })

await send('POST', '/trunks', {
  name: `Carrier of ${operator.id.slice(-6)}`,
  operatorId: operator.id,
  sourceAddresses: ['192.0.2.10'],
  countryCallingCode: '44',
})

const preview = await send<{ sentence: string }>(
  'GET',
  `/numbers/${mainNumber.id}/preview?registered=all&at=2026-11-24T10:00:00Z`,
)
console.log(`main number   ${mainNumber.e164}`)
console.log(`phone login   ${device.username} / ${password} at ${device.realm}`)
console.log(`on a Tuesday at ten: ${preview.sentence}`)
