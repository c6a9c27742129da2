import { HOUR_MS } from '../../../src/core/time.ts'
import { describeTime } from './calendar.ts'

/** A whole document is asked for now and then although there are validators, for servers that are stuck on 304. */
const FULL_EVERY_MS = 12 * HOUR_MS

/** How the watch behaves towards the servers, as they see it. */
export class RequestBook {
  requestCount = 0
  unchangedCount = 0
  sentOnCount = 0
  /** Most requests at a time, by host. */
  readonly mostAtATime = new Map<string, number>()
  /** What no polite visitor does, in words. */
  readonly rudeness: string[] = []
  readonly #underWay = new Map<string, number>()
  readonly #leaveAloneUntil = new Map<string, number>()
  /** By address: when it last gave a whole document with validators, and whether it has said since that it is the same. */
  readonly #given = new Map<string, { readonly at: number; wasUnchangedSince: boolean }>()

  /** `isConditional` is null for a POST, which cannot be. */
  begin(url: URL, isConditional: boolean | null, at: number): void {
    const host = url.hostname
    this.requestCount += 1
    const count = (this.#underWay.get(host) ?? 0) + 1
    this.#underWay.set(host, count)
    this.mostAtATime.set(host, Math.max(count, this.mostAtATime.get(host) ?? 0))
    const problem = this.#findProblem(url, isConditional, at)
    if (problem !== null) this.rudeness.push(`${describeTime(at)} ${url.href}: ${problem}`)
  }

  #findProblem(url: URL, isConditional: boolean | null, at: number): string | null {
    const until = this.#leaveAloneUntil.get(url.hostname) ?? 0
    if (at < until) return `its host is to be left alone until ${describeTime(until)}`
    const given = this.#given.get(url.href)
    if (given === undefined || isConditional === null) return null
    const isOld = at - given.at >= FULL_EVERY_MS
    const seen = `given with validators at ${describeTime(given.at)}`
    if (!isConditional && !isOld) return `asked for whole, though it was ${seen}`
    return isConditional && isOld && given.wasUnchangedSince
      ? `not asked for whole since ${seen}`
      : null
  }

  end(url: URL): void {
    this.#underWay.set(url.hostname, (this.#underWay.get(url.hostname) ?? 1) - 1)
  }

  leaveAlone(url: URL, until: number): void {
    this.#leaveAloneUntil.set(url.hostname, until)
  }

  saidUnchanged(url: URL): void {
    this.unchangedCount += 1
    const given = this.#given.get(url.href)
    if (given !== undefined) given.wasUnchangedSince = true
  }

  /** It was led to another address, which is the one that answers. */
  sentOn(): void {
    this.sentOnCount += 1
  }

  gaveDocument(url: URL, hasValidators: boolean, at: number): void {
    if (hasValidators) this.#given.set(url.href, { at, wasUnchangedSince: false })
    else this.#given.delete(url.href)
  }
}
