/** The head of a dialog: what it is, for which number, whose. */
import { printed } from '../parts/numbers.ts'
import classes from './dialog-title.module.css'

export const DialogTitle = ({ what, e164, note }: { what: string; e164: string; note: string }) => (
  <span className={classes.title}>
    <span>{what}</span>
    <span className={`${classes.number} figures`}>{printed(e164)}</span>
    <span className={classes.note}>{note}</span>
  </span>
)
