/** The few figures the benches need of a row of numbers. */

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Nearest-rank quantile; NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * q) - 1))] ?? Number.NaN
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits))
