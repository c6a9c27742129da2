import { HOUR_MS } from '../../../src/core/time.ts'
import { describeTime } from './calendar.ts'

/** A whole document is asked for now and then although there are validators, for servers that are stuck on 304. */
const FULL_EVERY_MS = 12 * HOUR_MS

/** How the watch behaves towards the servers, as they see it. */
export class RequestBook {
  requestCount = 0
  unchangedCount = 0
  /** Most requests at a time, by host. */
  readonly mostAtATime = new Map<string, number>()
  /** What no polite visitor does, in words. */
  readonly rudeness: string[] = []
  readonly #underWay = new Map<string, number>()
  readonly #leaveAloneUntil = new Map<string, number>()
  /** By address: when it last gave a whole document with validators. */
  readonly #validated = new Map<string, number>()

  begin(url: URL, isConditional: boolean, at: number): void {
    const host = url.hostname
    this.requestCount += 1
    const count = (this.#underWay.get(host) ?? 0) + 1
    this.#underWay.set(host, count)
    this.mostAtATime.set(host, Math.max(count, this.mostAtATime.get(host) ?? 0))
    const until = this.#leaveAloneUntil.get(host) ?? 0
    if (at < until) {
      this.rudeness.push(
        `${describeTime(at)} ${url.href}: its host is to be left alone until ${describeTime(until)}`,
      )
    }
    const fullAt = this.#validated.get(url.href)
    if (!isConditional && fullAt !== undefined && at - fullAt < FULL_EVERY_MS) {
      this.rudeness.push(
        `${describeTime(at)} ${url.href}: asked for whole, though it was given with validators at ${describeTime(fullAt)}`,
      )
    }
  }

  end(url: URL): void {
    this.#underWay.set(url.hostname, (this.#underWay.get(url.hostname) ?? 1) - 1)
  }

  leaveAlone(url: URL, until: number): void {
    this.#leaveAloneUntil.set(url.hostname, until)
  }

  gaveDocument(url: URL, hasValidators: boolean, at: number): void {
    if (hasValidators) this.#validated.set(url.href, at)
    else this.#validated.delete(url.href)
  }
}
