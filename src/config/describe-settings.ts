import { formatMailbox } from '../core/alert/mailbox.ts'
import { MASK, maskSecrets, maskTyped } from './mask-secrets.ts'
import type { FeedSettings, Settings, SubscriptionSettings } from './settings.ts'

/** A part of the configuration with every value that is in force, defaults filled in. */
export type SettingsSection = {
  /** The key in config.yaml. */
  readonly key: string
  readonly entries: readonly SettingsEntry[]
}

export type SettingsEntry = {
  /** null where the section is a single thing. */
  readonly id: string | null
  readonly values: readonly SettingsValue[]
}

export type SettingsValue = { readonly key: string; readonly value: string }

/** Headers whose values are nobody's business. */
const SECRET_HEADER = /auth|cookie|token|key|secret/i

/**
 * The settings for people to read, key by key as config.yaml has them. What is known to be secret is masked, by its place and
 * wherever else it stands; `secrets` are the texts that placeholders put in.
 */
export function describeSettings(
  settings: Settings,
  secrets: readonly string[],
): readonly SettingsSection[] {
  const { mail, web, polling, keep, backup, heartbeat } = settings
  const sections = [
    single('timezone', { timezone: settings.timezone }),
    many('feeds', settings.feeds, valuesOfFeed),
    many('rules', settings.rules, ({ title, match, feedIds, revision }) => ({
      title,
      match,
      feeds: feedIds.size === settings.feeds.size ? 'all' : [...feedIds].join(', '),
      revision: revision.slice(0, 12),
    })),
    {
      key: 'concepts',
      entries: [...settings.concepts].map(([id, terms]) =>
        entryOf(id, { terms: terms.join(', ') }),
      ),
    },
    many('subscriptions', settings.subscriptions, valuesOfSubscription),
    single('mail', {
      from: formatMailbox(mail.from),
      smtp:
        mail.smtp === null ? 'none: messages are kept in the outbox folder' : maskTyped(mail.smtp),
      dkim:
        mail.dkim === null
          ? 'none'
          : `domain ${mail.dkim.domain}, selector ${mail.dkim.selector}, key ${MASK}`,
    }),
    single('admins', { admins: settings.admins.map(formatMailbox).join(', ') || 'nobody' }),
    single(
      'web',
      web === null
        ? { web: 'off' }
        : {
            listen: `${web.listen.host}:${web.listen.port}`,
            password: web.password === null ? 'none' : MASK,
            metrics: web.metrics,
            edit: web.edit ? 'yes: the pages may write config.yaml' : 'no',
            publicUrl: web.publicUrl ?? 'none',
          },
    ),
    single('polling', { contact: polling.contact ?? 'none', perHost: `${polling.perHost}` }),
    single('keep', {
      items: `${keep.itemDays}d`,
      polls: `${keep.pollDays}d`,
      bodies: `${keep.bodyDays}d`,
    }),
    single(
      'backup',
      backup === null ? { backup: 'none' } : { schedule: backup.schedule, keep: `${backup.keep}` },
    ),
    single('heartbeat', { heartbeat: heartbeat === null ? 'none' : describeHeartbeat(heartbeat) }),
    single('data', { data: settings.dataDir }),
  ]
  return sections.map((section) => maskSection(section, secrets))
}

/** Where it goes; who knows the rest can say that all is well. */
function describeHeartbeat(url: string): string {
  const { origin, pathname, search } = new URL(url)
  return pathname === '/' && search === '' ? origin : `${origin}/${MASK}`
}

function valuesOfFeed(feed: FeedSettings): Readonly<Record<string, string>> {
  const headers = Object.entries(feed.headers).map(
    ([name, value]) => `${name}: ${SECRET_HEADER.test(name) ? MASK : value}`,
  )
  return {
    url: feed.url,
    title: feed.title ?? "the feed's own",
    schedule: feed.schedule,
    timezone: feed.timezone,
    country: feed.country ?? 'unknown',
    tags: feed.tags.join(', ') || 'none',
    fullText: yesOrNo(feed.fullText),
    startWith: feed.startWith,
    method: feed.method,
    body: feed.body ?? 'none',
    headers: headers.join(', ') || 'none',
    allowPrivate: yesOrNo(feed.allowPrivate),
  }
}

function valuesOfSubscription(it: SubscriptionSettings): Readonly<Record<string, string>> {
  return {
    to: it.to.map(formatMailbox).join(', '),
    rules: [...it.ruleIds].join(', ') || 'none',
    deliver: it.deliver.kind === 'digest' ? it.deliver.label : it.deliver.kind,
    quiet: it.quiet === null ? 'none' : `${it.quiet.from}-${it.quiet.to}`,
    budget: it.budget === 0 ? 'no limit' : `${it.budget} e-mails a day`,
    edits: yesOrNo(it.edits),
    allQuiet: it.allQuiet ?? 'no',
  }
}

function yesOrNo(is: boolean): string {
  return is ? 'yes' : 'no'
}

function single(key: string, values: Readonly<Record<string, string>>): SettingsSection {
  return { key, entries: [entryOf(null, values)] }
}

function many<Value>(
  key: string,
  all: ReadonlyMap<string, Value>,
  describe: (value: Value) => Readonly<Record<string, string>>,
): SettingsSection {
  return { key, entries: [...all].map(([id, value]) => entryOf(id, describe(value))) }
}

function entryOf(id: string | null, values: Readonly<Record<string, string>>): SettingsEntry {
  return { id, values: Object.entries(values).map(([key, value]) => ({ key, value })) }
}

function maskSection(
  { key, entries }: SettingsSection,
  secrets: readonly string[],
): SettingsSection {
  return {
    key,
    entries: entries.map(({ id, values }) => ({
      id,
      values: values.map((each) => ({ ...each, value: maskSecrets(each.value, secrets) })),
    })),
  }
}
