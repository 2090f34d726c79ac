/** Whom a change is put down to (N11): everybody who holds the token is the provider. */
export const author = 'API'
