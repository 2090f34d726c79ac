import { describe, expect, it } from 'vitest'
import { firstScreen } from './first-screen.ts'

const person = {
  email: 'olive@harbour.example',
  password: 'p4ss-w0rd',
  role: 'operator-admin',
  place: 'Harbour',
}
const login = {
  ...{ username: 'london-2001', password: 's3cret', domain: 'london.test', e164: '+442079460101' },
  ...{ extension: '2001', organization: 'Alder', site: 'London' },
}
const main = { e164: '+442079460100', extension: '2000', organization: 'Alder', site: 'London' }
const screen = {
  ...{ httpUrl: 'http://127.0.0.1:8080', consoleUrl: 'http://127.0.0.1:8080', tokenFile: 'data/token' },
  ...{ sip: { host: '127.0.0.1', port: 5060 }, tls: undefined, readyAfterMs: 1200 },
  administrator: undefined,
  onTerminal: true,
}
const sample = {
  operator: 'Harbour',
  numbers: 40,
  sites: [],
  people: [person],
  mainNumbers: [main],
  logins: [login],
}
const sampleLogins = 'data/sample-logins.json'

describe('what is shown at start', () => {
  it('at the first: all logins with their passwords, and where they are kept', () => {
    const text = firstScreen({ ...screen, sample: sample as never, sampleLogins })
    for (const shown of [person.password, login.password, 'A first call', `kept in ${sampleLogins}.`])
      expect(text).toContain(shown)
  })

  it('at the first, where no person reads it: all logins, and where their passwords are kept', () => {
    const text = firstScreen({ ...screen, sample: sample as never, sampleLogins, onTerminal: false })
    for (const shown of [person.email, login.username, main.e164, 'A first call', `kept in ${sampleLogins}.`])
      expect(text).toContain(shown)
    for (const secret of [person.password, login.password, 'Password']) expect(text).not.toContain(secret)
  })

  const kept = { link: 'http://127.0.0.1:8080/accept-invitation#opens-it', file: 'data/first-administrator' }
  it.each([
    ['to a person', kept, true, [kept.link, kept.file]],
    ['in a log', kept, false, [kept.file]],
    ['at another server', undefined, true, ['the server that began']],
  ])('who is invited to administer it, %s', (_, kept, onTerminal, told) => {
    const administrator = { email: 'ops@offices.example', kept }
    const nothing = { sample: undefined, sampleLogins: undefined }
    const text = firstScreen({ ...screen, ...nothing, administrator, onTerminal })
    for (const words of [administrator.email, ...told]) expect(text).toContain(words)
    if (!onTerminal) expect(text).not.toContain('opens-it')
  })

  it('at others: where the logins are kept', () => {
    const text = firstScreen({ ...screen, sample: undefined, sampleLogins })
    expect(text).toMatch(/^ {2}Sample logins {2}in data\/sample-logins.json, /m)
    expect(text).not.toContain('Password')
  })

  it.each([
    ['192.0.2.10', '192.0.2.10:5060'],
    ['2001:db8::10', '[2001:db8::10]:5060'],
    ['phones.example', 'phones.example:5060'],
  ])('the SIP address %s as phones take it', (host, told) => {
    const tls = { host, port: 5061, selfMade: false, goodUntil: 0 }
    const text = firstScreen({
      ...screen,
      sip: { host, port: 5060 },
      tls,
      sample: sample as never,
      sampleLogins,
    })
    expect(text).toContain(`${told} (UDP and TCP)`)
    expect(text).toContain(`proxy ${told}.`)
    expect(text).toContain(`SIP by TLS   ${told.replace(/60$/, '61')}\n`)
  })

  it('without a sample: nothing of it', () => {
    expect(firstScreen({ ...screen, sample: undefined, sampleLogins: undefined })).not.toMatch(/[Ss]ample/)
  })
})
