/**
 * Text that people write: trimmed, in one spelling of each letter (Unicode Normalization Form C, UAX 15: `é` is one code point,
 * whatever keyboard or file it comes from), within a line with one space between words, storable as UTF-8 and as JSON, and nothing in it that nobody sees.
 */
import { z } from 'zod'

const printable = /^[^\p{Cc}]*$/u

/** A line of text may hold no tab, several lines may. */
const noControls = 'must not contain control characters'

/**
 * What is not seen, or turns round what follows it: with it one name looks like another, or like a name it is not
 * (Unicode Technical Report 36 §2). Controls are refused by their own rule.
 */
const unseen = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** A letter of a script that joins its letters: there a joiner is part of the spelling. */
const joining = '(?![\\p{sc=Latn}\\p{sc=Grek}\\p{sc=Cyrl}])[\\p{L}\\p{M}]'

/** Where they are part of what is seen: in an emoji, in a keycap, in the flag of a region, between joining letters. */
const needed = new RegExp(
  [
    '(?<=\\p{Extended_Pictographic}\\p{Emoji_Modifier}?)[\\ufe0e\\ufe0f]',
    '\\ufe0f(?=\\u20e3)',
    '\\u200d(?=\\p{Extended_Pictographic})',
    '(?<=\\u{1f3f4})[\\u{e0020}-\\u{e007f}]+',
    `(?<=${joining})[\\u200c\\u200d](?=${joining})`,
  ].join('|'),
  'gu',
)

const unseenIn = (value: string): string[] => value.replace(needed, '').match(unseen) ?? []

/** `U+202E`: the only way to show it. */
const codePoint = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** The same text without what nobody sees: for names that come from elsewhere and are nobody's to correct. */
export function withoutUnseen(value: string): string {
  let kept = ''
  let from = 0
  for (const { index, 0: part } of value.matchAll(needed)) {
    kept += value.slice(from, index).replace(unseen, '') + part
    from = index + part.length
  }
  return kept + value.slice(from).replace(unseen, '')
}

/** A line as it is kept: two that look alike to whoever reads them are the same. */
export const oneLine = (written: string): string =>
  written
    .trim()
    .normalize('NFC')
    .replace(/\p{Zs}{2,}/gu, ' ')

const nothingUnseen = (schema: z.ZodString) =>
  schema.refine((value) => unseenIn(value).length === 0, {
    error: ({ input }) => {
      const letters = new Set(unseenIn(String(input)).map(codePoint))
      return `must not contain characters that nobody sees (${[...letters].slice(0, 5).join(', ')})`
    },
  })

/**
 * A line of text of at most `longest` characters.
 *
 * @param shortest 1 when left out; 0 allows the empty text
 */
export const text = (longest: number, shortest = 1) => line(z.string().overwrite(oneLine), longest, shortest)

/** As {@link text}, with its spaces as they stand: what others compare letter by letter, such as the realm of a carrier. */
export const verbatim = (longest: number) => line(z.string().trim().normalize('NFC'), longest, 1)

const line = (schema: z.ZodString, longest: number, shortest: number) =>
  nothingUnseen(schema.min(shortest).max(longest).regex(printable, noControls)).refine(
    (value) => value.isWellFormed(),
    'must be valid Unicode',
  )

/** As {@link text}, in several lines; the empty text is allowed. */
export const paragraph = (longest: number) =>
  nothingUnseen(
    z
      .string()
      .trim()
      .normalize('NFC')
      .max(longest)
      .regex(/^(?:[^\p{Cc}]|[\n\t])*$/u, noControls),
  ).refine((value) => value.isWellFormed(), 'must be valid Unicode')

/** What whoever chooses a language of prompts has to know. */
export const spokenIn =
  'What has no prompt in it is spoken in English, without a refusal: there are English and German, or what MAINLINE_PROMPTS has'

/** BCP 47 tag of a language of prompts. */
export const language = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/, 'must be a language tag such as en or en-GB')
  .max(35)
