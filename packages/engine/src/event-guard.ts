/**
 * What a handler throws costs the call that it was told of, and no other: a bug must not leave anybody in a call that nothing
 * ends any more. Guarded once for each class, so that an event costs no closure.
 */
import { Referral, type Respond } from '@mainline/sip'

/** Who is told of events of one call, and answers for what goes wrong with them. */
interface Guarded {
  /** An event was not handled: its call ends, or goes on along its route without this party. */
  broken(error: unknown, event: string): void
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the methods of a handler take
type Told = (this: Guarded, ...told: any[]) => unknown

/** Every method whose name begins with "on" tells what it throws to `broken`, and has told the peer by then (RFC 3261 §21.5.1). */
export function guardEvents(handlers: { readonly prototype: Guarded }): void {
  const methods = handlers.prototype as unknown as Record<string, Told>
  for (const event of Object.getOwnPropertyNames(methods)) {
    if (!/^on[A-Z]/.test(event)) continue
    const tell = methods[event] as Told
    methods[event] = function (subject: unknown, second: unknown, third: unknown) {
      try {
        return tell.call(this, subject, second, third)
      } catch (error) {
        refuse(subject, second)
        this.broken(error, event)
        return undefined
      }
    }
  }
}

/** Nothing is sent to whom has its answer already. */
function refuse(subject: unknown, second: unknown): void {
  if (subject instanceof Referral) subject.refuse({ status: 500 })
  else if (typeof second === 'function') (second as Respond)({ status: 500 })
}
