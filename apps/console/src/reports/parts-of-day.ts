/** What becomes of a call in a report, with the colour and the pattern of each in the chart. */
import { useLingui } from '@lingui/react/macro'

export const parts = ['answered', 'voicemail', 'abandoned', 'other'] as const
export type Part = (typeof parts)[number]

export function usePartWords(): Readonly<Record<Part, string>> {
  const { t } = useLingui()
  return {
    answered: t`Answered`,
    voicemail: t`Voicemail left`,
    abandoned: t`Caller left`,
    other: t`Other`,
  }
}

const colours: Readonly<Record<Part, string>> = {
  answered: '--ok-solid',
  voicemail: '--hours-in',
  abandoned: '--wait-solid',
  other: '--idle-solid',
}

/** The value of a token in the theme that is on. */
export const tokenOf = (name: string): string => getComputedStyle(document.body).getPropertyValue(name).trim()

/** Solid, diagonals, dots, an even grey: told apart without colour. */
export function patternOf(part: Part): CanvasPattern | string {
  const colour = tokenOf(colours[part])
  if (part === 'answered') return colour
  const side = 8
  const tile = document.createElement('canvas')
  tile.width = tile.height = side
  const pen = tile.getContext('2d')
  if (!pen) return colour
  // Opaque below the pattern: a lower part of the stack is drawn over a higher one.
  pen.fillStyle = tokenOf('--surface')
  pen.fillRect(0, 0, side, side)
  pen.fillStyle = pen.strokeStyle = colour
  if (part === 'voicemail') {
    pen.lineWidth = 3
    for (const offset of [-side, 0, side]) line(pen, offset, side, offset + side, 0)
  } else if (part === 'abandoned') {
    pen.fillRect(0, 0, side, 5)
  } else {
    pen.globalAlpha = 0.45
    pen.fillRect(0, 0, side, side)
  }
  return pen.createPattern(tile, 'repeat') ?? colour
}

function line(pen: CanvasRenderingContext2D, fromX: number, fromY: number, toX: number, toY: number): void {
  pen.beginPath()
  pen.moveTo(fromX, fromY)
  pen.lineTo(toX, toY)
  pen.stroke()
}
