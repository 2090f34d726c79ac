/** Whether a webhook may have this address; what its name resolves to is judged at each attempt. */
import { Refused } from '../../errors.ts'
import { isPublicAddress, literalOf } from '../../webhooks/public-address.ts'

export function judgeAddress(text: string, anyAddress: boolean): Refused | undefined {
  const url = new URL(text)
  if (url.username || url.password) return new Refused('webhook-address', 'the address holds a password')
  if (anyAddress) return undefined
  if (url.protocol !== 'https:') return new Refused('webhook-address', 'the address is not https')
  const literal = literalOf(url)
  if ((literal && !isPublicAddress(literal)) || /(^|\.)localhost\.?$/.test(url.hostname))
    return new Refused('webhook-address', `${url.hostname} is no public address`)
  return undefined
}
