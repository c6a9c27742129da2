import type { WebSettings } from '../config/settings.ts'
import type { RunningWeb } from '../web/start-web.ts'

type Listen = WebSettings['listen']

/** The pages, at the address that the configuration in force names; nowhere while it turns them off. */
export class Pages {
  readonly #open: (listen: Listen) => Promise<RunningWeb>
  #at: Listen | null = null
  #web: RunningWeb | null = null

  constructor(open: (listen: Listen) => Promise<RunningWeb>) {
    this.#open = open
  }

  get url(): string | null {
    return this.#web?.url ?? null
  }

  /** To be called when settings have come into force: warns when they let nobody see the pages. */
  tellAccess(): void {
    this.#web?.tellAccess()
  }

  /** Moves to another address. Rejects with a ListenError when that cannot be had, and stays where it was then. */
  async moveTo(listen: Listen | null): Promise<void> {
    if (isSame(this.#at, listen)) return
    const before = this.#at
    if (listen === null || this.#isInTheWayOf(listen)) await this.close()
    try {
      const next = listen === null ? null : await this.#open(listen)
      await this.close()
      this.#web = next
      this.#at = listen
    } catch (error) {
      if (this.#web === null && before !== null) await this.moveTo(before)
      throw error
    }
  }

  async close(): Promise<void> {
    const web = this.#web
    this.#web = null
    this.#at = null
    await web?.close()
  }

  /** One port of one machine and of all its addresses cannot be listened on at once. */
  #isInTheWayOf({ port }: Listen): boolean {
    return this.#at !== null && port !== 0 && this.#at.port === port
  }
}

function isSame(a: Listen | null, b: Listen | null): boolean {
  return a?.host === b?.host && a?.port === b?.port
}
