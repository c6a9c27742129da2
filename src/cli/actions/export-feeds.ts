import type { FeedSettings } from '../../config/settings.ts'
import { countryOfUrl } from '../../core/feed/country-of-host.ts'
import type { FeedState } from '../../core/feed/feed-state.ts'
import type { OpmlFeed } from '../../core/feed/opml-feed.ts'
import { renderOpml } from '../../core/feed/render-opml.ts'
import { listFeedStates } from '../../store/feeds.ts'
import type { CommandCall } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { say, write, writeJsonLine } from '../output/write.ts'
import { withArchive } from '../with-archive.ts'

const TITLE = 'Feeds of Policywatch'

/** Prints the configured feeds as OPML. */
export async function exportFeeds(call: CommandCall): Promise<ExitCode> {
  const { io, has } = call
  return await withArchive(call, async (db, { settings, secrets }) => {
    const states = new Map(
      (db === null ? [] : await listFeedStates(db)).map((state) => [state.feedId, state]),
    )
    const isSecret = ({ url, title, body }: FeedSettings): boolean =>
      secrets.some((secret) => [url, title, body].some((text) => text?.includes(secret) === true))
    const feeds = [...settings.feeds.values()]
    const open = feeds.filter((feed) => !isSecret(feed))
    const exported = open.map((feed) => exportFeed(feed, states.get(feed.id)))
    const created = new Date().toUTCString()
    if (has('json')) writeJsonLine(io, describeExport(created, exported))
    else write(io, renderOpml(TITLE, created, exported))
    if (open.length === feeds.length) return EXIT.done
    for (const { id } of feeds.filter(isSecret)) {
      say(io, `${id} is left out: its address, title or body holds a secret`)
    }
    return EXIT.partlyDone
  })
}

function exportFeed(feed: FeedSettings, state: FeedState | undefined): OpmlFeed {
  const { id, url, title, country, tags, method, body, fullText } = feed
  return {
    url,
    title: title ?? (state?.title || null),
    link: state?.link ?? null,
    labels: tags,
    own: { id, country: country === countryOfUrl(url) ? null : country, method, body, fullText },
  }
}

function describeExport(dateCreated: string, feeds: readonly OpmlFeed[]): object {
  return {
    title: TITLE,
    dateCreated,
    feeds: feeds.map(({ own, url, title, link, labels: tags }) => {
      return {
        id: own?.id,
        url,
        title,
        link,
        tags,
        method: own?.method,
        body: own?.body,
        fullText: own?.fullText,
        country: own?.country,
      }
    }),
  }
}
