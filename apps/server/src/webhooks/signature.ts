/** The signature of a webhook as Standard Webhooks has it: HMAC-SHA256 of id, instant and body. */
import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

export const newWebhookSecret = (): string => prefix + randomBytes(32).toString('base64')

/** @param at ms since the epoch */
export function signedHeaders(secret: string, id: string, at: number, body: string): Record<string, string> {
  const seconds = Math.floor(at / 1000)
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const mac = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'user-agent': 'Mainline',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${mac}`,
  }
}
