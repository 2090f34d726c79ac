/** RFC 3261 §17 with RFC 6026: transactions. */
export { randomSource } from './random-source.ts'
export { type BaseTimers, defaultTimers } from './timers.ts'
export * from './transaction.ts'
export { TransactionLayer, type TransactionLayerOptions } from './transaction-layer.ts'
