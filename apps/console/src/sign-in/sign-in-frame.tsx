/** The page of whoever is not signed in: brand, one card, nothing else. */
import { useLingui } from '@lingui/react/macro'
import { type ReactNode, useEffect } from 'react'
import classes from './sign-in.module.css'

export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useLingui()
  useEffect(() => {
    document.title = `${title} · Mainline`
  }, [title])
  return (
    <main className={classes.frame} aria-label={t`Sign in`}>
      <div className={classes.brand}>
        <i aria-hidden />
        Mainline
      </div>
      <div className={`card ${classes.card}`}>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}
