import { describe, expect, it } from 'vitest'
import { writeDialogInfo } from './dialog-info.ts'

const entity = 'sip:+442079460001@site.test'

describe('dialog information (RFC 4235 §4.1)', () => {
  it('of an idle phone has no dialog', () => {
    expect(writeDialogInfo(entity, 3, [])).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="3" state="full" entity="${entity}">`,
        '</dialog-info>',
        '',
      ].join('\r\n'),
    )
  })
  it('names the other side and the dialog to those who may know', () => {
    const remote = { name: undefined, uri: 'sip:+442079460990@192.0.2.1' }
    const sip = { callId: 'a', localTag: 'b', remoteTag: 'c' }
    const text = writeDialogInfo(entity, 0, [
      { id: '1', direction: 'recipient', state: 'early', remote, sip },
    ])
    expect(text).toContain('<dialog id="1" call-id="a" local-tag="b" remote-tag="c" direction="recipient">')
    expect(text).toContain('<remote>\r\n<identity>sip:+442079460990@192.0.2.1</identity>')
  })
  it('lets no name break out of the document', () => {
    const remote = { name: '"><evil/>&\u0000\u0007', uri: 'sip:x@y' }
    const text = writeDialogInfo(entity, 0, [{ id: '1', direction: 'initiator', state: 'confirmed', remote }])
    expect(text).toContain('<identity display="&quot;&gt;&lt;evil/&gt;&amp;">')
  })
})
