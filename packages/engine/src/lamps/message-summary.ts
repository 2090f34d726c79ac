/** The body of a message summary (RFC 3842 §5.2). Nothing here is urgent: our messages have no urgency. */
import type { EventPackage } from '@mainline/sip'
import type { LampCount, LampSource } from '../ports.ts'
import { readResource } from './watchers.ts'

export const messageSummary = 'message-summary'
/** The body's media type. */
export const messageSummaryType = 'application/simple-message-summary'

/** `Voice-Message: new/old`; new ones light the lamp. */
export function writeMessageSummary({ e164, domain, new: fresh, saved }: LampCount): string {
  return [
    `Messages-Waiting: ${fresh > 0 ? 'yes' : 'no'}`,
    `Message-Account: sip:${e164}@${domain}`,
    `Voice-Message: ${fresh}/${saved} (0/0)`,
    '',
  ].join('\r\n')
}

/** The package `message-summary` for a notifier: of a phone, or of a number. */
export const messageSummaryPackage = (lamps: LampSource): EventPackage => ({
  name: messageSummary,
  contentType: messageSummaryType,
  async state(resource) {
    const { kind, id, organizationId } = readResource(resource)
    const count = kind === 'device' ? await lamps.ofDevice(id) : await lamps.ofNumber(id, organizationId)
    return count && writeMessageSummary(count)
  },
})
