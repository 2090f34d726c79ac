/** When something was, as people say it: in the zone and language of whoever listens (C10). */
import { dayMs, minuteOfWeek, offsetWindow } from '../zone-clock.ts'
import { sayYear } from './numbers.ts'
import { prompts, type SpokenLanguage, type Utterance } from './utterance.ts'

export interface Listener {
  readonly language: SpokenLanguage
  /** IANA */
  readonly zone: string
  /** Epoch ms: "today" and "yesterday" are seen from here. */
  readonly now: number
}

/** "today at nine oh five A M", "am Montag dem dritten März um neun Uhr fünf". */
export function sayWhen(instant: number, listener: Listener): readonly Utterance[] {
  const local = instant + offsetWindow(listener.zone, instant).offset
  return [...sayDay(local, listener), ...prompts('at'), ...sayTime(local, listener.language)]
}

function sayDay(local: number, { zone, now, language }: Listener): readonly Utterance[] {
  const seen = now + offsetWindow(zone, now).offset
  const daysAgo = Math.floor(seen / dayMs) - Math.floor(local / dayMs)
  if (daysAgo === 0) return prompts('today')
  if (daysAgo === 1) return prompts('yesterday')
  const date = new Date(local)
  const weekday = Math.floor(minuteOfWeek(local) / 1440) + 1
  const year = date.getUTCFullYear()
  return [
    ...prompts(`weekday-${weekday}`, `day-${date.getUTCDate()}`, `month-${date.getUTCMonth() + 1}`),
    ...(year === new Date(seen).getUTCFullYear() ? [] : sayYear(year, language)),
  ]
}

/** @param local ms as if it were UTC */
function sayTime(local: number, language: SpokenLanguage): readonly Utterance[] {
  const ofDay = minuteOfWeek(local) % 1440
  const hour = Math.floor(ofDay / 60)
  const minute = ofDay % 60
  return language === 'de' ? sayTimeInGerman(hour, minute) : sayTimeInEnglish(hour, minute)
}

function sayTimeInGerman(hour: number, minute: number): readonly Utterance[] {
  return minute === 0 ? prompts(`hour-${hour}`) : prompts(`hour-${hour}`, `number-${minute}`)
}

function sayTimeInEnglish(hour: number, minute: number): readonly Utterance[] {
  if (minute === 0 && hour === 0) return prompts('midnight')
  if (minute === 0 && hour === 12) return prompts('noon')
  const half = hour < 12 ? 'am' : 'pm'
  const spokenHour = `number-${hour % 12 === 0 ? 12 : hour % 12}`
  if (minute === 0) return prompts(spokenHour, half)
  return minute < 10
    ? prompts(spokenHour, 'oh', `number-${minute}`, half)
    : prompts(spokenHour, `number-${minute}`, half)
}
