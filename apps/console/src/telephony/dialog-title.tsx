/** The head of a dialog: what it is, for which number, whose. */
import { printed } from '../parts/numbers.ts'
import classes from './dialog-title.module.css'

export const DialogTitle = ({ what, e164, note }: { what: string; e164: string; note: string }) => (
  // The focus begins here, not at the button that closes: what follows is the first field.
  <span className={classes.title} tabIndex={-1} data-autofocus>
    <span>{what}</span>
    <span className={`${classes.number} figures`}>{printed(e164)}</span>
    <span className={classes.note}>{note}</span>
  </span>
)
