/** Test kit: an RTP phone that sends tones and digits, and keeps what it hears. */

export {}
