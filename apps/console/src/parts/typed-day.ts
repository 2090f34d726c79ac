/** Days as people type them: 24.11.2026, 24/11/26, 24 Nov 2026, November 24, 2026, 24.11., 2026-11-24. */

/** What must be so of a day that is typed. */
export interface DayReading {
  /** BCP 47: month names of it and of English are read. */
  readonly locale: string
  /** `YYYY-MM-DD`: a day without a year is the next one from here. */
  readonly today: string
  /** `YYYY-MM-DD`: unless no later one than this is asked for, then the last until here. */
  readonly latest?: string | undefined
}

/** The day as `YYYY-MM-DD`; null when there is none such. The day of the month is written first, as in Europe. */
export function readDay(text: string, { locale, ...ends }: DayReading): string | null {
  const typed = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  if (iso) return dayOf(iso[1], Number(iso[2]), iso[3])
  const monthFirst = /^(\p{L}{3,})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?$/u.exec(typed)
  const month = monthFirst && monthNamed(monthFirst[1] ?? '', locale)
  if (month) return dayOf(monthFirst[3], month, monthFirst[2], ends)
  const bare = typed.replace(/^\p{L}+\.?,?\s+(?=\d)/u, '')
  const figures = /^(\d{1,2})[./-]\s?(\d{1,2})(?:[./-]\s?(\d{4}|\d{2})?)?$/.exec(bare)
  if (figures) return dayOf(figures[3], Number(figures[2]), figures[1], ends)
  const words = /^(\d{1,2})\.?\s*(\p{L}{3,})\.?,?(?:\s*(\d{4}|\d{2}))?$/u.exec(bare)
  return words ? dayOf(words[3], monthNamed(words[2] ?? '', locale), words[1], ends) : null
}

/** 1 to 12; 0: there is no such month. */
function monthNamed(name: string, locale: string): number {
  for (const language of [locale, 'en']) {
    const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
    for (let month = 0; month < 12; month += 1)
      if (
        format
          .format(Date.UTC(2026, month, 1))
          .toLowerCase()
          .startsWith(name.toLowerCase())
      )
        return month + 1
  }
  return 0
}

type Ends = Pick<DayReading, 'today' | 'latest'>

function dayOf(
  year: string | undefined,
  month: number,
  day: string | undefined,
  ends: Ends = { today: '' },
): string | null {
  if (year === undefined) return nextOrLast(month, day, ends)
  const full = year.length === 2 ? `20${year}` : year
  const at = new Date(Date.UTC(Number(full), month - 1, Number(day)))
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== Number(day)) return null
  return at.toISOString().slice(0, 10)
}

function nextOrLast(month: number, day: string | undefined, { today, latest }: Ends): string | null {
  const year = Number(today.slice(0, 4))
  const inYear = (of: number) => dayOf(String(of), month, day)
  const next = [year, year + 1].map(inYear).find((one) => one === null || one >= today) ?? null
  if (latest === undefined || next === null || next <= latest) return next
  const last = Number(latest.slice(0, 4))
  return [last, last - 1].map(inYear).find((one) => one !== null && one <= latest) ?? next
}
