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

/** Ends with a sentence for people. */
function end(words: string): never {
  console.error(words)
  process.exit(1)
}

/** Sends one request; a refusal ends the script with its sentence, which says what to do. */
async function send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => end(`No server answers at ${base}. Start it, or set MAINLINE_URL.`))
  const answer = await response.json()
  if (!response.ok) end(`${method} ${path}: ${answer.message}`)
  return answer
}

/** Every change names the version it was made on, and answers with the next one. */
const act = (number: Row, action: string, more: object = {}): Promise<Row> =>
  send('POST', `/numbers/${number.id}/${action}`, { version: number.version, ...more })

// Nothing is made when the numbers are there already: each is on the platform once.
const first = process.argv[2] ?? '+441174960100'
if (!/^\+[1-9]\d{6,14}$/.test(first)) end(`${first} is no number. Write it as +441174960100.`)
for (const e164 of [first, `+${BigInt(first) + 1n}`]) {
  const there = await send<Numbers>('GET', `/numbers?search=${encodeURIComponent(e164)}`)
  if (there.items.some((number) => number.e164 === e164))
    end(
      `${e164} is on the platform already: this example was run before, or somebody has the number. Nothing was changed. Name another first number: npx node examples/first-occupier.ts +441174960110`,
    )
}

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

const { items } = await send<Numbers>('POST', '/numbers', { siteId: site.id, first, count: 2 })
const [mainNumber, phoneNumber] = items
if (!mainNumber || !phoneNumber) end('Two numbers were asked for, and fewer came.')

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
