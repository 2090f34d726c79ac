/** RFC 3261 §18 and RFC 3263: sockets, flows, where a message goes. */
export * from './flow.ts'
export * from './network.ts'
export * from './transport-error.ts'
