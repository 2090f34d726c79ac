/** How high the rows of a list are here. */
import { useMediaQuery } from '@mantine/hooks'

/** A row that a finger finds, px (design §2). */
const TOUCH = 44

/** @param height for a pointer, px @returns the same, or as much as a finger needs, px */
export function useRowHeight(height: number): number {
  const fingers = useMediaQuery('(pointer: coarse)', false, { getInitialValueInEffect: false })
  return fingers ? Math.max(height, TOUCH) : height
}
