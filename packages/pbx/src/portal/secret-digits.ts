/**
 * Digits that nobody may read but who asks for them: a PIN on its way from the keypad to where it is judged (M12).
 * Whatever prints, logs or serialises a session sees dots.
 */

const shown = '•••'

export class SecretDigits {
  static readonly none = new SecretDigits('')
  readonly #digits: string

  private constructor(digits: string) {
    this.#digits = digits
  }

  /** These digits and one more. */
  and(digit: string): SecretDigits {
    return new SecretDigits(this.#digits + digit)
  }

  get length(): number {
    return this.#digits.length
  }

  equals(other: SecretDigits): boolean {
    return this.#digits === other.#digits
  }

  /** The digits themselves, for whoever judges or stores them. */
  reveal(): string {
    return this.#digits
  }

  toString(): string {
    return shown
  }

  toJSON(): string {
    return shown
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown
  }
}
