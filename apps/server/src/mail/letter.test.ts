import { describe, expect, it } from 'vitest'
import { writeLetter } from './letter.ts'
import { invitationLetter } from './letters/invitation-letter.ts'

const invitation = (name: string, organization = 'Alder & Finch') =>
  invitationLetter({
    language: undefined,
    to: 'maya@alder.example',
    name,
    invitedBy: 'Sam <b>',
    organization,
    link: 'https://mainline.example/invitation?a=1&b="2"',
    days: 7,
  })

describe('a letter', () => {
  it('says the same as text and as HTML', () => {
    const { subject, text, html } = invitation('Maya')
    expect(subject).toBe('Your access to the telephone system of Alder & Finch')
    expect(text).toContain('Hello Maya, Sam <b> invites you')
    expect(text).toContain('sign in:\nhttps://mainline.example/invitation?a=1&b="2"\n')
    expect(html).toContain('Sam &lt;b&gt; invites you')
    expect(html).toContain('href="https://mainline.example/invitation?a=1&amp;b=&quot;2&quot;"')
  })

  it.each([
    ['carriage return and line feed', 'A\r\nBcc: all@victim.example'],
    ['a line separator', 'A\u2028Bcc: all@victim.example'],
    ['a bare line feed', 'A\nBcc: all@victim.example'],
  ])('keeps its subject one line whatever a name holds: %s', (_, name) => {
    expect(invitation('Maya', name).subject).toBe(
      'Your access to the telephone system of A Bcc: all@victim.example',
    )
    expect(invitation(name).text.split('\n')[0]).toContain('Hello A Bcc: all@victim.example,')
  })

  it('needs no link', () => {
    const { html, text } = writeLetter({ to: 'a@b.example', subject: 'S', paragraphs: ['One.', 'Two.'] })
    expect(text).toBe('One.\n\nTwo.\n')
    expect(html).not.toContain('<a')
  })
})
