import { isDeepStrictEqual } from 'node:util'
import { fingerprintFiles, hasPipe } from '../config/fingerprint-files.ts'
import type { LoadResult } from '../config/parse-config.ts'
import type { Settings } from '../config/settings.ts'
import type { Diagnostic } from '../core/diagnostic.ts'
import { MINUTE_MS, msOf, type Timestamp } from '../core/time.ts'
import type { LogFields } from '../observe/with-log-fields.ts'
import type { Deps } from '../pipeline/deps.ts'
import { tellRefusal } from '../pipeline/tell-refusal.ts'

export type LoadedConfig = Extract<LoadResult, { kind: 'loaded' }>

/** What is in force, and what became of changes. */
export type ConfigState = {
  readonly inForce: LoadedConfig
  readonly appliedAt: Timestamp
  /** The file as it is now is not in force; null when it is. */
  readonly refused: { readonly since: Timestamp; readonly problems: readonly Diagnostic[] } | null
  /** Changes since the start. */
  readonly appliedCount: number
  readonly refusedCount: number
}

export type ConfigReloadOptions = {
  readonly deps: Pick<Deps, 'db' | 'log' | 'messageIds' | 'now'>
  readonly load: () => Promise<LoadResult>
  /** Puts a configuration into force whole, or says why that cannot be, and has changed nothing then. */
  readonly apply: (config: LoadedConfig) => Promise<Diagnostic | null>
  /** Called when administrators have a message waiting. */
  readonly onNotice: () => void
}

/** A change takes effect within two seconds. */
const LOOK_EVERY_MS = 300
/** Looks in a row that must find the files alike: whoever writes them may not be done. */
const SETTLED_LOOKS = 1
/** More of them before a file is called refused: an editor may write it in two steps, or take it away for a moment. */
const REFUSED_LOOKS = 3
/** Whoever tries things out in the file that is in force gets so many messages within a while, and a later one when it lasts. */
const MOST_NOTICES = 3
const NOTICES_WITHIN_MS = 10 * MINUTE_MS
/** What fails for reasons of our own (a full disk, a bug) is tried again at the next look, and ever later ones. */
const LONGEST_TROUBLE_MS = 10_000
/** Problems in a line of the log. */
const LOGGED_PROBLEMS = 10

/**
 * Keeps the configuration in force in step with its files. Their contents count, not their times: a change that says the same
 * changes nothing. What is refused leaves the old one in force and is told in the log and, once until it is mended, to the
 * administrators. No failure ends it.
 */
export class ConfigReload {
  readonly #options: ConfigReloadOptions
  #state: ConfigState
  #sources: readonly string[]
  /** Of the files as they were handled, and as they were seen last. */
  #handled: string | null = null
  #seen = ''
  #settledLooks = 0
  #isTold = true
  #toldAt: readonly Timestamp[] = []
  #timer: NodeJS.Timeout | null = null
  /** Turns in a row that failed. */
  #troubleCount = 0
  /** A wish for a reload that waits for its turn. */
  #waitingReload: Promise<void> | null = null
  #turn: Promise<void> = Promise.resolve()
  #isStopped = false

  /** `inForce` was read a moment ago; a change since then is found by the first looks. */
  constructor(inForce: LoadedConfig, options: ConfigReloadOptions) {
    this.#options = options
    const appliedAt = options.deps.now()
    this.#state = { inForce, appliedAt, refused: null, appliedCount: 0, refusedCount: 0 }
    this.#sources = inForce.sources
  }

  get state(): ConfigState {
    return this.#state
  }

  /** Looks from now on. */
  start(): void {
    if (this.#isStopped) return
    const waitMs = Math.min(
      LOOK_EVERY_MS * 2 ** Math.min(this.#troubleCount, 10),
      LONGEST_TROUBLE_MS,
    )
    this.#timer = setTimeout(() => void this.#inTurn(() => this.#look()), waitMs)
  }

  /** Reads the files at once, whether or not they have changed; never rejects. Calls that come while one waits are the same wish. */
  async reload(): Promise<void> {
    if (this.#isStopped) {
      this.#options.deps.log.info({}, 'the configuration is read at the next start')
      return
    }
    this.#waitingReload ??= this.#inTurn(async () => {
      this.#waitingReload = null
      const print = await fingerprintFiles(this.#sources)
      const { load, deps } = this.#options
      const result = await load()
      const isKnown = this.#isInForce(result)
      await this.#handle(result, print, 'asked')
      if (isKnown) deps.log.info({}, 'the configuration is as it was')
    })
    await this.#waitingReload
  }

  /** Resolves when nothing is in hand; nothing changes after that. */
  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#turn
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const safely = async (): Promise<void> => {
      if (this.#isStopped) return
      if (this.#timer !== null) clearTimeout(this.#timer)
      try {
        await work()
        await this.#tellIfUntold()
        this.#recover()
      } catch (error) {
        this.#report(error)
      }
      this.start()
    }
    this.#turn = this.#turn.then(safely)
    await this.#turn
  }

  /** The first time, and ever more rarely. */
  #report(error: unknown): void {
    this.#troubleCount += 1
    const failures = this.#troubleCount
    if (!Number.isInteger(Math.log2(failures))) return
    const { log } = this.#options.deps
    log.error({ error, failures }, 'a change of the configuration could not be taken up yet')
  }

  #recover(): void {
    const failures = this.#troubleCount
    this.#troubleCount = 0
    if (failures === 0) return
    this.#options.deps.log.info({ failures }, 'changes of the configuration are taken up again')
  }

  async #look(): Promise<void> {
    const print = await fingerprintFiles(this.#sources)
    const isFirstLook = this.#handled === null && this.#seen === ''
    if (isFirstLook && hasPipe(print)) this.#handled = print // it was read at the start
    if (print === this.#handled) return
    this.#settledLooks = print === this.#seen ? this.#settledLooks + 1 : 0
    this.#seen = print
    if (this.#settledLooks < SETTLED_LOOKS) return
    const result = await this.#options.load()
    if (result.kind === 'refused' && this.#settledLooks < REFUSED_LOOKS) return
    await this.#handle(result, print, 'seen')
  }

  async #handle(result: LoadResult, print: string, why: 'asked' | 'seen'): Promise<void> {
    const isSame = this.#isInForce(result)
    const problems = isSame ? null : await this.#problemsOf(result)
    this.#handled = print
    this.#sources = [...new Set([...this.#state.inForce.sources, ...result.sources])]
    if (problems === null) this.#accept(isSame)
    else if (why === 'asked' || !this.#isRefusedFor(problems)) this.#refuse(problems)
  }

  /** null when it is in force now. */
  async #problemsOf(result: LoadResult): Promise<readonly Diagnostic[] | null> {
    if (result.kind === 'refused') return result.diagnostics
    const problem = await this.#options.apply(result)
    if (problem !== null) return [problem]
    const { appliedCount } = this.#state
    this.#state = {
      ...this.#state,
      inForce: result,
      appliedAt: this.#options.deps.now(),
      appliedCount: appliedCount + 1,
    }
    return null
  }

  #isInForce(result: LoadResult): boolean {
    if (result.kind === 'refused') return false
    return result.settings.revision === this.#state.inForce.settings.revision
  }

  /** Files that a refused configuration takes in are looked at from then on, so that it is read once more. */
  #isRefusedFor(problems: readonly Diagnostic[]): boolean {
    return isDeepStrictEqual(this.#state.refused?.problems, problems)
  }

  #accept(isSame: boolean): void {
    const { deps } = this.#options
    const { refused, inForce } = this.#state
    this.#state = { ...this.#state, refused: null }
    this.#isTold = true
    if (isSame && refused !== null) {
      deps.log.info({}, 'the configuration is again the one that is in force')
    }
    if (!isSame) deps.log.info(summaryOf(inForce.settings), 'the changed configuration is in force')
  }

  #refuse(problems: readonly Diagnostic[]): void {
    const { deps } = this.#options
    const { refused, refusedCount } = this.#state
    const since = refused?.since ?? deps.now()
    this.#state = {
      ...this.#state,
      refused: { since, problems },
      refusedCount: refusedCount + 1,
    }
    if (refused === null) this.#isTold = false
    const errors = problems.filter(({ severity }) => severity === 'error')
    const shown = errors.slice(0, LOGGED_PROBLEMS).map(describe)
    deps.log.error(
      { errors: errors.length, problems: shown },
      'the changed configuration is refused; the one before stays in force',
    )
  }

  /** A message that cannot be stored now is tried again at the next look. */
  async #tellIfUntold(): Promise<void> {
    const { deps, onNotice } = this.#options
    const { refused, inForce, appliedAt } = this.#state
    if (this.#isTold || refused === null) return
    const now = deps.now()
    const recent = this.#toldAt.filter((at) => Math.abs(msOf(now) - msOf(at)) < NOTICES_WITHIN_MS)
    if (recent.length >= MOST_NOTICES) return
    const { problems } = refused
    const notice = { file: inForce.settings.file, problems, inForceSince: appliedAt }
    await tellRefusal(deps, inForce.settings, notice)
    this.#isTold = true
    this.#toldAt = [...recent, now]
    onNotice()
  }
}

function summaryOf({ revision, feeds, rules, subscriptions }: Settings): LogFields {
  return {
    revision: revision.slice(0, 12),
    feeds: feeds.size,
    rules: rules.size,
    subscriptions: subscriptions.size,
  }
}

function describe({ file, line, column, message }: Diagnostic): string {
  const place = [file, line, column].filter((part) => part !== null).join(':')
  return `${place} ${message}`
}
