/** The server's HTTP API as an outside program sees it. */

export class ApiClient {
  readonly #base: string
  readonly #given: string | { readonly cookies: string }
  readonly #credentials: Readonly<Record<string, string>>

  /** @param credentials a token, or the cookies of somebody who has signed in in a browser */
  constructor(base: string, credentials: string | { readonly cookies: string }) {
    this.#base = base
    this.#given = credentials
    this.#credentials =
      typeof credentials === 'string'
        ? { authorization: `Bearer ${credentials}` }
        : { cookie: credentials.cookies, origin: base }
  }

  /** Whoever asks, at another server. */
  at(base: string): ApiClient {
    return new ApiClient(base, this.#given)
  }

  async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.#base}/readyz`)).ok
    } catch {
      return false
    }
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.#json('GET', path)
  }

  post<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.#json('POST', path, body)
  }

  put<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.#json('PUT', path, body)
  }

  patch<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.#json('PATCH', path, body)
  }

  async delete(path: string): Promise<void> {
    await this.#request('DELETE', path)
  }

  /** Sends a file. */
  async upload<Answer>(path: string, file: Buffer, type: string): Promise<Answer> {
    const response = await fetch(`${this.#base}/api/v1${path}`, {
      method: 'POST',
      headers: { ...this.#credentials, 'content-type': type },
      body: new Uint8Array(file),
    })
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }

  async bytes(path: string): Promise<Buffer> {
    const response = await this.#request('GET', path)
    return Buffer.from(await response.arrayBuffer())
  }

  /** Tells of live events by their kind until `signal` ends it; goes on where a stream ended, as every stream does in time. */
  async follow(signal: AbortSignal, onEvent: (kind: string) => void): Promise<void> {
    let last: string | undefined
    while (!signal.aborted) {
      const headers = { ...this.#credentials, ...(last !== undefined && { 'last-event-id': last }) }
      const response = await fetch(`${this.#base}/api/v1/events`, { headers, signal })
      if (!response.ok) throw new Error(`GET /events: ${response.status} ${await response.text()}`)
      let text = ''
      for await (const bytes of response.body ?? []) {
        text += Buffer.from(bytes).toString()
        const lines = text.split('\n')
        text = lines.pop() ?? ''
        for (const line of lines) {
          if (line.startsWith('id:')) last = line.slice(3).trim()
          if (line.startsWith('event:')) onEvent(line.slice(6).trim())
        }
      }
    }
  }

  async #json<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.#request(method, path, body)
    if (response.status === 204) return undefined as Answer
    // The contract's own schemas describe the answer; the caller names the part that it reads.
    return (await response.json()) as Answer
  }

  async #request(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.#base}/api/v1${path}`, {
      method,
      headers: {
        ...this.#credentials,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }
}
