export function SignInAgain(_: { email: string; onDone(): void }) {
  return null
}
