/** The part of sdp-transform 3 that we use; the package carries no types of its own. */
declare module 'sdp-transform' {
  interface ParsedConnection {
    ip?: string | number
    version?: number
  }

  interface ParsedMedia {
    type?: string
    port?: number | string
    protocol?: string
    /** A number when there is only one. */
    payloads?: string | number
    connection?: ParsedConnection
    direction?: string
    ptime?: number | string
    rtcp?: { port: number | string }
    rtcpMux?: string
    rtp: { payload: number | string; codec: string; rate?: number | string }[]
  }

  export interface ParsedSession {
    connection?: ParsedConnection
    direction?: string
    media: ParsedMedia[]
  }

  export function parse(text: string): ParsedSession
}
