/** Calls of the sign-in library: its answer with the cookies that it sets, or why it refused. */
import type { SignInLibrary } from './sign-in-library.ts'
/** A refusal by the library; `code` is its own, such as INVALID_PASSWORD. */
export interface LibraryRefusal {
  readonly refused: string
}

export interface LibraryAnswer<Response> {
  readonly response: Response
  /** Set-Cookie values, to be passed on. */
  readonly cookies: readonly string[]
}

/** Makes a call. What the library does not mean as a refusal is thrown on. */
export async function ask<Response>(
  library: () => Promise<SignInLibrary>,
  call: (api: SignInLibrary['api']) => Promise<{ response: Response; headers: Headers }>,
): Promise<LibraryAnswer<Response> | LibraryRefusal> {
  const { api } = await library()
  try {
    const { response, headers } = await call(api)
    return { response, cookies: headers.getSetCookie() }
  } catch (error) {
    const refused = refusalIn(error)
    if (refused === undefined) throw error
    return { refused }
  }
}

/** The code of the library's own kind of error, known by its shape so that nothing of it has to be loaded for this. */
function refusalIn(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'APIError') return undefined
  const { statusCode, body } = error as Error & { statusCode?: number; body?: { code?: string } }
  return statusCode !== undefined && statusCode < 500 ? (body?.code ?? String(statusCode)) : undefined
}

/** Whether the library refused. */
export const wasRefused = (answer: object): answer is LibraryRefusal => 'refused' in answer
