/** What is not looked at first does not hold up what is. */
import { useDeferredValue } from 'react'

/** False when a part is drawn first, true right after: in the frame that follows, in slices. */
export const useSecondFrame = (): boolean => useDeferredValue(true, false)
