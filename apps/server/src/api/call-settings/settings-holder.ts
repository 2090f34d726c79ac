/** The main number whose settings are to be changed: it has some, and is in service (M3). */
import { type CallSettings, type Db, findCallSettings, findNumber, type PhoneNumber } from '@mainline/storage'
import { noSuch, type Refused } from '../../errors.ts'
import { outOfService } from '../main-number/out-of-service.ts'
import { noSettings } from './no-settings.ts'

export interface SettingsHolder {
  readonly number: PhoneNumber
  readonly settings: CallSettings
}

/** @returns why its settings cannot be changed now */
export async function settingsHolder(db: Db, numberId: string): Promise<SettingsHolder | Refused> {
  const number = await findNumber(db, numberId)
  if (!number) return noSuch('number')
  const settings = await findCallSettings(db, numberId)
  if (!settings) return noSettings(db, numberId)
  return outOfService(number) ?? { number, settings }
}
