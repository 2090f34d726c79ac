/** A letter as text and simple HTML. Whatever people wrote into it stays text: it makes no header, tag or link. */

export interface Letter {
  /** One e-mail address. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

export interface LetterParts {
  readonly to: string
  readonly subject: string
  /** In order; the link stands after the first. */
  readonly paragraphs: readonly string[]
  /** What the reader is asked to do, if anything. */
  readonly link?: { readonly label: string; readonly url: string }
}

/** Puts a letter together. */
export function writeLetter({ to, subject, paragraphs, link }: LetterParts): Letter {
  const [first = '', ...rest] = paragraphs
  const texts = [first, ...(link ? [`${link.label}:\n${link.url}`] : []), ...rest]
  const blocks = [
    paragraph(first),
    ...(link ? [`<p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>`] : []),
    ...rest.map(paragraph),
    ...(link ? [`<p>${escaped(link.url)}</p>`] : []),
  ]
  return {
    to,
    subject: oneLine(subject),
    text: `${texts.join('\n\n')}\n`,
    html: `<!doctype html>\n<html><body style="font-family: sans-serif; line-height: 1.5">\n${blocks.join('\n')}\n</body></html>\n`,
  }
}

/** A name on its way into a header or a sentence: a line break would begin another header (RFC 5322 §2.2). */
export const oneLine = (text: string, longest = 200): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, longest)

const paragraph = (text: string): string => `<p>${escaped(text)}</p>`

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? '')
