/** RFC 3261 §17 with RFC 6026: transactions. */
export * from './transaction.ts'
