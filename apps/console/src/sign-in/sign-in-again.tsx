/** The session ended while somebody was working: sign in over the page, which stays as it was. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Modal } from '@mantine/core'
import classes from './sign-in.module.css'
import { SignInForm } from './sign-in-form.tsx'

export function SignInAgain({ email, onDone }: { email: string; onDone: () => void }) {
  const { t } = useLingui()
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t`Your session has ended`}
      size={400}
      zIndex={1000}
    >
      <div className={classes.again}>
        <p>
          <Trans>Sign in again. What you have typed is kept.</Trans>
        </p>
        <SignInForm email={email} onDone={onDone} />
      </div>
    </Modal>
  )
}
