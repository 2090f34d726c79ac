/** RFC 3261 §8, §9, §10, §11, §13, §14, §15, §22: what uses transactions and dialogs to hold calls. */
export type { AdoptOptions } from './adopted-call.ts'
export * from './call.ts'
export type { CallSnapshot } from './call-snapshot.ts'
export { computeDigest, computeHa1, type DigestAlgorithm, digestAlgorithms } from './digest.ts'
export { type AnsweredRealms, DigestClient, type DigestCredentials } from './digest-client.ts'
export {
  type DigestClaim,
  DigestServer,
  type DigestServerOptions,
  type DigestVerdict,
  type Ha1,
} from './digest-server.ts'
export * from './event-package.ts'
export { NonceKeeper, type NonceOptions, type NonceState } from './nonce.ts'
export { Notifier, type NotifierHost, type NotifierOptions } from './notifier.ts'
export { Referral } from './referral.ts'
export {
  type AuthorizeRegister,
  type BindingStore,
  type RegisterGrant,
  type RegisterRefusal,
  Registrar,
  type RegistrarOptions,
} from './registrar.ts'
export {
  addressOfRecord,
  applyRegister,
  type Binding,
  defaultExpiry,
  type ExpiryBounds,
  liveBindings,
  type RegisterContext,
  type RegisterOutcome,
} from './registrar-rules.ts'
export { UserAgent } from './user-agent.ts'
export * from './user-agent-options.ts'
