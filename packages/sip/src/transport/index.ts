/** RFC 3261 §18 and RFC 3263: sockets, flows, where a message goes. */
export * from './flow.ts'
export { bySrvOrder, type LocateOptions, locateServer } from './locate-server.ts'
export * from './network.ts'
export { nodeNetwork } from './node-network.ts'
export { type NodeResolverOptions, nodeResolver } from './node-resolver.ts'
export { NodeTls, type TlsIdentity } from './node-tls.ts'
export type { ListenAddress } from './open-transports.ts'
export { type ResponseRoute, responseRoute } from './response-routing.ts'
export { defaultStreamLimits, type StreamLimits } from './stream-limits.ts'
export type { SendObserver, Transport, TransportReceiver } from './transport.ts'
export type { TransportCounters } from './transport-counters.ts'
export * from './transport-error.ts'
export {
  type SentMessage,
  type StatelessRefusal,
  type Tap,
  TransportLayer,
  type TransportLayerOptions,
  type TransportUser,
} from './transport-layer.ts'
export {
  type WebSocketCloseCode,
  type WebSocketConnection,
  type WebSocketHandler,
  webSocketProtocol,
} from './web-socket.ts'
