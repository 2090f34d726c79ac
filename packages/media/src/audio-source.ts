/** What an endpoint can be told to play. */

/** Audio to play: a file, a prompt by name, spoken digits, a tone, or nothing for a while. */
export type AudioSource =
  /** An encrypted recording, or a WAV file: 8 or 16 bit linear, A-law or µ-law, mono or stereo, any common rate. */
  | {
      readonly kind: 'file'
      readonly path: string
      /** Of the tenant, base64: what an encrypted file is opened with. */
      readonly key?: string | undefined
      /** At the loudness of other speech; the file stays as it is. */
      readonly levelled?: boolean
      /** Played when it cannot be read. */
      readonly otherwise?: readonly AudioSource[]
    }
  /** `prompts/<language>/<name>.wav`; of `de-AT` that of `de`, and English when the language has no such prompt. */
  | { readonly kind: 'prompt'; readonly name: string; readonly language?: string }
  /** Digits read one by one; other characters are a short pause. */
  | { readonly kind: 'digits'; readonly digits: string; readonly language?: string }
  | ToneSource
  /** The ringing tone a caller of that country knows, endless. */
  | { readonly kind: 'ringback'; readonly region?: 'uk' | 'us' | 'eu' }
  /** The tone after a greeting: 1000 Hz for half a second. */
  | { readonly kind: 'beep' }
  | { readonly kind: 'silence'; readonly seconds: number }

/** Frequencies sounding together in a cadence. */
export interface ToneSource {
  readonly kind: 'tone'
  /** Hertz. */
  readonly frequencies: readonly number[]
  /** Milliseconds on, off, on, …; repeated. Without it the tone is continuous. */
  readonly cadence?: readonly number[]
  /** Peak level of the sum in dBFS; -10 by default. */
  readonly level?: number
  /** Ends after so long; endless otherwise. */
  readonly seconds?: number
}
