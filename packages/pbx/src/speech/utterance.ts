/** What is said, piece by piece: names of recorded prompts and digits; a language chooses the voice (C10, C14). */

/** A prompt by name, or digits read one by one. */
export type Utterance = { readonly prompt: string } | { readonly digits: string }

/** Languages that numbers, dates and times are spoken in. */
export const spokenLanguages = ['en', 'de'] as const
export type SpokenLanguage = (typeof spokenLanguages)[number]

/** The spoken language for a BCP 47 tag; English where we have no grammar for it. */
export function spokenLanguage(tag: string): SpokenLanguage {
  const primary = tag.split('-', 1)[0]?.toLowerCase()
  return spokenLanguages.find((language) => language === primary) ?? 'en'
}

/** Prompts one after the other. */
export const prompts = (...names: readonly string[]): readonly Utterance[] =>
  names.map((prompt) => ({ prompt }))
