/** The kinds of thing that the audit names, in the words of the console. */
import { useLingui } from '@lingui/react/macro'

export function useKindWords(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    number: t`Number`,
    'call-settings': t`Call settings`,
    'dated-change': t`Dated change`,
    'hunt-member': t`Hunt group member`,
    'reception-card': t`Greetings`,
    'listen-in': t`Listening in`,
    mailbox: t`Mailbox`,
    greeting: t`Recorded greeting`,
    'message-access': t`Message heard or read`,
    'message-note': t`Note on a message`,
    'message-retention': t`How long messages are kept`,
    pin: t`PIN`,
    'pin-access': t`Default PIN shown`,
    device: t`Device`,
    'voice-service': t`Voice services`,
    organization: t`Company`,
    location: t`Company at a site`,
    site: t`Site`,
    event: t`Event`,
    'event-source': t`Holidays or calendar`,
    'event-site': t`Site of an event`,
    override: t`Override`,
    membership: t`User`,
    invitation: t`Invitation`,
    token: t`Token`,
    webhook: t`Webhook`,
    trunk: t`Trunk`,
  }
}
