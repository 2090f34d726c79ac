/** RFC 3261 §8, §9, §10, §11, §13, §14, §15, §22: what uses transactions and dialogs to hold calls. */
export * from './call.ts'
export type { DigestCredentials } from './digest-client.ts'
export type { AuthorizeRegister, BindingStore, RegisterGrant, RegisterRefusal } from './registrar.ts'
export type { Binding, ExpiryBounds, RegisterOutcome } from './registrar-rules.ts'
export { UserAgent } from './user-agent.ts'
export * from './user-agent-options.ts'
