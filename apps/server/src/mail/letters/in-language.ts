/** Which words a letter takes: English where nobody has written others yet. */

/** @param language BCP 47; undefined: not known */
export const inLanguage = <Words>(
  language: string | undefined,
  { english, german }: { readonly english: Words; readonly german: Words },
): Words => (/^de\b/i.test(language ?? '') ? german : english)
