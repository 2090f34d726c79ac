/** Test kit: an RTP phone that sends tones and digits, and keeps what it hears. */

export { RtpPhone, type RtpPhoneOptions } from './rtp-phone.ts'
