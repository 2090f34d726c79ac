/** So many or more are counted as so many (`count-inbox` of the contract). */
const MOST = 1000

/** A count as it stands beside a word: `17`, `1000+`. */
export const counted = (count: number): string => (count >= MOST ? `${MOST}+` : String(count))
