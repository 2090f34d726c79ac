/** How numbers are dialled in the countries of our trunks (C1): from a calling code to a function that reads them. */
import { type DialPlan, isRefusal, toE164 } from '@mainline/pbx'

/**
 * Countries whose prefixes differ from "0 national, 00 international" (ITU-T E.164 country lists). Everything else
 * follows that rule.
 */
const exceptions: Readonly<Record<string, Omit<DialPlan, 'callingCode'>>> = {
  '1': { nationalPrefix: '1', internationalPrefix: '011' },
  '7': { nationalPrefix: '8', internationalPrefix: '810' },
  '30': { internationalPrefix: '00' },
  '34': { internationalPrefix: '00' },
  '39': { internationalPrefix: '00' },
  '45': { internationalPrefix: '00' },
  '47': { internationalPrefix: '00' },
  '48': { internationalPrefix: '00' },
  '61': { nationalPrefix: '0', internationalPrefix: '0011' },
  '65': { internationalPrefix: '001' },
  '81': { nationalPrefix: '0', internationalPrefix: '010' },
  '351': { internationalPrefix: '00' },
  '352': { internationalPrefix: '00' },
  '420': { internationalPrefix: '00' },
  '852': { internationalPrefix: '001' },
}

const usual: Omit<DialPlan, 'callingCode'> = { nationalPrefix: '0', internationalPrefix: '00' }

export class DialPlans {
  readonly #normalisers = new Map<string, (text: string) => string | undefined>()

  /** How numbers are dialled in the country with that calling code. */
  of(callingCode: string): DialPlan {
    return { callingCode, ...(exceptions[callingCode] ?? usual) }
  }

  /** Turns what was dialled in that country into E.164; undefined when it is no number. */
  normaliser(callingCode: string): (text: string) => string | undefined {
    const known = this.#normalisers.get(callingCode)
    if (known) return known
    const plan = this.of(callingCode)
    const made = (text: string) => {
      const e164 = toE164(text, plan)
      return isRefusal(e164) ? undefined : e164
    }
    this.#normalisers.set(callingCode, made)
    return made
  }
}
