/** A server-side SIP stack: messages, transports, transactions, dialogs, user agents (RFC 3261 and companions). */

export * from './clock.ts'
export * from './dialog/index.ts'
export * from './errors.ts'
export * from './message/index.ts'
export * from './system-clock.ts'
export * from './timer-wheel.ts'
export * from './transaction/index.ts'
export * from './transport/index.ts'
export * from './user-agent/index.ts'
