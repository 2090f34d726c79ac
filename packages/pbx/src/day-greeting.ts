/** "Good morning" by the clock of a site, in its language: what a card's placeholder becomes (M11). */
import { offsetWindow } from './zone-clock.ts'

/** Morning until noon, afternoon until 18:00, evening until 05:00. */
const greetings: Readonly<Record<string, readonly [morning: string, afternoon: string, evening: string]>> = {
  cs: ['dobré ráno', 'dobrý den', 'dobrý večer'],
  da: ['god morgen', 'god eftermiddag', 'god aften'],
  de: ['guten Morgen', 'guten Tag', 'guten Abend'],
  en: ['good morning', 'good afternoon', 'good evening'],
  es: ['buenos días', 'buenas tardes', 'buenas noches'],
  fi: ['hyvää huomenta', 'hyvää päivää', 'hyvää iltaa'],
  fr: ['bonjour', 'bonjour', 'bonsoir'],
  it: ['buongiorno', 'buon pomeriggio', 'buonasera'],
  nb: ['god morgen', 'god ettermiddag', 'god kveld'],
  nl: ['goedemorgen', 'goedemiddag', 'goedenavond'],
  pl: ['dzień dobry', 'dzień dobry', 'dobry wieczór'],
  pt: ['bom dia', 'boa tarde', 'boa noite'],
  sv: ['god morgon', 'god eftermiddag', 'god kväll'],
}
const english = ['good morning', 'good afternoon', 'good evening'] as const

/**
 * @param zone IANA
 * @param language BCP 47; English where we know no greeting
 * @param instant epoch ms
 */
export function dayGreeting(zone: string, language: string, instant: number): string {
  const local = instant + offsetWindow(zone, instant).offset
  const hour = new Date(local).getUTCHours()
  const [morning, afternoon, evening] = greetings[language.split('-', 1)[0] ?? ''] ?? english
  if (hour < 5 || hour >= 18) return evening
  return hour < 12 ? morning : afternoon
}
