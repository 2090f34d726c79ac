/** Session descriptions, RTP ports, relay, digits, playing and recording; the packets are handled on worker threads. */

export { measureLevel, measureTone } from './audio/goertzel.ts'
export { levelledWav } from './audio/level.ts'
export {
  inspectWav,
  readWav,
  readWavAsTelephone,
  type WavAudio,
  WavError,
  type WavFacts,
  writeWav,
} from './audio/wav.ts'
export { waveformOf } from './audio/waveform.ts'
export * from './audio-source.ts'
export { BrowserFacing } from './browser/browser-facing.ts'
export * from './browser/browser-parameters.ts'
export { type SelfSigned, type SelfSignedOptions, selfSigned } from './browser/self-signed.ts'
export * from './errors.ts'
export * from './media-endpoint.ts'
export * from './media-plane.ts'
export type { NgAddress } from './relay/rtpengine/ng-client.ts'
export { RelayedPlane, type RelayedPlaneOptions } from './relay/rtpengine/relayed-plane.ts'
export type { SignallingSource } from './rtp/peer-latch.ts'
export * from './salvage-recording.ts'
export { offersSdes, SdesFacing } from './sdes/sdes-facing.ts'
export { assumeMirrored, describeOffer } from './sdp/audio-description.ts'
export * from './sdp/negotiated.ts'
export { type Answer, answerOffer, createOffer, isOurs, readAnswer } from './sdp/offer-answer.ts'
export * from './sdp/relay-description.ts'
export { parseSdp, type SessionDescription } from './sdp/session-description.ts'
export { openAudio, SealError, sealAudio } from './sealed-audio.ts'
export { hurryThisThread } from './thread-priority.ts'
export { asTakenBy, fitTogether } from './worker/relay-route.ts'
