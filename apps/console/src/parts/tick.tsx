/** The checkbox of a row: a plain one in the looks of Mantine's, which costs a long list many times as much to draw. */
import type { ComponentProps } from 'react'
import classes from './tick.module.css'

export const Tick = (props: Omit<ComponentProps<'input'>, 'type' | 'className'>) => (
  <input type="checkbox" className={classes.tick} {...props} />
)
