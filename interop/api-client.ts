/** The server's HTTP API as an outside program sees it. */

export class ApiClient {
  readonly #base: string
  readonly #token: string

  constructor(base: string, token: string) {
    this.#base = base
    this.#token = token
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

  /** Sends a file. */
  async upload<Answer>(path: string, file: Buffer, type: string): Promise<Answer> {
    const response = await fetch(`${this.#base}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': type },
      body: new Uint8Array(file),
    })
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }

  async bytes(path: string): Promise<Buffer> {
    const response = await this.#request('GET', path)
    return Buffer.from(await response.arrayBuffer())
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
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }
}
