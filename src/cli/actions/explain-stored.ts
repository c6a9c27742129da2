import { findClosest } from '../../config/find-closest.ts'
import type { Settings } from '../../config/settings.ts'
import type { Item } from '../../core/feed/item.ts'
import { ruleIdOf } from '../../core/ids.ts'
import { explainItem, type ItemExplanation, type RuleVerdict } from '../../pipeline/explain-item.ts'
import { findItem } from '../../pipeline/find-item.ts'
import { listFeedTitles } from '../../pipeline/list-feed-titles.ts'
import { documentOf } from '../../pipeline/match-items.ts'
import type { Db } from '../../store/schema.ts'
import { type CommandCall, CommandError, UsageError } from '../command.ts'
import { compileQuery } from '../compile-query.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { formatLocalTime } from '../output/format-local-time.ts'
import { printExplanation, printItemHead } from '../output/print-explanation.ts'
import { printMatch } from '../output/print-match.ts'
import { printable } from '../output/printable.ts'
import { writeJsonLine } from '../output/write.ts'
import { matchDocument } from '../text-match.ts'
import { withArchive } from '../with-archive.ts'

/** Says why a stored item did or did not match, and what became of it. */
export async function explainStored(call: CommandCall): Promise<ExitCode> {
  const { io, positionals, has, option } = call
  const [named = '', rule = null] = positionals
  const query = option('query')
  if (rule !== null && query !== null) {
    throw new UsageError('RULE and --query are two ways to say the same', 'leave one of them out')
  }
  return await withArchive(call, async (db, { settings }) => {
    if (db === null) throw new CommandError('nothing was ever stored', { hint: LET_IT_RUN })
    const item = await getItem(db, named, settings)
    if (query !== null) {
      await tryQuery(call, db, settings, item, query)
      return EXIT.done
    }
    const explanation = await explainItem(db, settings, item, {
      ruleId: rule === null ? null : ruleIdOf(rule),
      formatTime: (at) => formatLocalTime(at, settings.timezone),
    })
    if (rule !== null && explanation.rules.length === 0) refuseUnknownRule(settings, rule)
    if (has('json')) writeJsonLine(io, answerOf(explanation))
    else printExplanation(io, explanation, { isForOneRule: rule !== null, settings })
    return EXIT.done
  })
}

const LET_IT_RUN =
  'look at "data" in the configuration, or let "policywatch poll" fetch the feeds first'

async function getItem(db: Db, named: string, { timezone, rules, keep }: Settings): Promise<Item> {
  const search = await findItem(db, named)
  switch (search.kind) {
    case 'found':
      return search.item
    case 'unknown':
      throw new CommandError(`no stored item has the id, address or guid ${printable(named)}`, {
        hint: rules.has(ruleIdOf(named))
          ? `${named} is a rule, and the item stands before it: policywatch explain ITEM ${named}`
          : `policywatch search "WORDS OF ITS HEADLINE" finds items and says their ids; what was last listed and told more than ${keep.itemDays} days ago may be no longer kept (keep.items)`,
      })
    case 'ambiguous': {
      const lines = search.candidates.map(
        ({ id, feedId, firstSeenAt, title }) =>
          `  ${id}  ${formatLocalTime(firstSeenAt, timezone)}  ${feedId}  ${printable(title)}`,
      )
      const message = `${printable(named)} is the address or guid of several items:`
      throw new CommandError([message, ...lines].join('\n'), {
        hint: 'name one of them by its id',
      })
    }
  }
}

function refuseUnknownRule({ rules }: Settings, rule: string): never {
  const closest = findClosest(rule, [...rules.keys()])
  const hint =
    closest === null
      ? 'the rules are the keys under "rules" in the configuration; a query goes after --query'
      : `did you mean ${closest}?`
  throw new CommandError(`there is no rule ${printable(rule)}, and none of that name has hit it`, {
    hint,
  })
}

async function tryQuery(
  { io, has }: CommandCall,
  db: Db,
  settings: Settings,
  item: Item,
  query: string,
): Promise<void> {
  const { matcher } = compileQuery(query, settings.concepts)
  const feedTitle = (await listFeedTitles(db, settings)).get(item.feedId) ?? null
  const document = documentOf(item, settings.feeds.get(item.feedId), feedTitle)
  const match = matchDocument(matcher, document, item.language)
  if (has('json')) {
    writeJsonLine(io, { item: itemOf(item, feedTitle), ...match })
    return
  }
  printItemHead(io, item, settings.timezone)
  printMatch(io, null, document, match, 'the feed')
}

/** What `--json` prints. */
function answerOf({ item, feedTitle, remarks, rules, ...counts }: ItemExplanation): object {
  return {
    item: itemOf(item, feedTitle),
    remarks,
    rules: rules.map(verdictOf),
    ...countsOf(counts),
  }
}

function countsOf({
  ruleCount,
  closeCount,
}: Pick<ItemExplanation, 'ruleCount' | 'closeCount'>): object {
  return { ruleCount, closeCount }
}

function verdictOf({ ruleId, ...verdict }: RuleVerdict): object {
  return { rule: ruleId, ...verdict }
}

function itemOf(item: Item, feedTitle: string | null): object {
  const { feedId: feed, storyId: story, id, guid, url, title, text, searched, language } = item
  const { published, firstSeenAt, revisedAt, wasPublished, article } = item
  const names = { id, feed, feedTitle, story, guid, url, title, text, searched, language }
  return { ...names, published, firstSeenAt, revisedAt, wasPublished, article }
}
