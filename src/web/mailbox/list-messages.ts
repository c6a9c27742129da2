import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { isMessageName, readMessage } from './read-message.ts'

/** A line of the mailbox page. */
export type MailSummary = {
  readonly name: string
  readonly subject: string
  readonly to: string
  /** ISO 8601: the Date header, else when the file was written. */
  readonly at: string
  /** Of an alert its first quoted passage, of any other message the beginning of its text; '' for neither. */
  readonly preview: string
}

export type MailboxView = { readonly messages: readonly MailSummary[]; readonly total: number }

/** The page shows this many; older ones stay in the folder. */
const SHOWN_MESSAGES = 100
const PREVIEW_CHARS = 220

/**
 * Reads the outbox folder again and again and parses each message once. Messages are known by name and time of
 * writing. There may be tens of thousands: only those that are shown are looked at, and files whose names do not tell
 * when they were written. A folder that does not exist yet is an empty one.
 */
export function createMailbox(folder: string): { readonly list: () => Promise<MailboxView> } {
  let known = new Map<string, MailSummary>()
  let times: ReadonlyMap<string, number> = new Map()
  return {
    list: async (): Promise<MailboxView> => {
      times = await listTimes(folder, times)
      const next = new Map<string, MailSummary>()
      for (const file of await lookAt(folder, newestOf(times))) {
        const key = `${file.name}\n${file.writtenMs}`
        const summary = known.get(key) ?? (await summarise(folder, file))
        if (summary !== null) next.set(key, summary)
      }
      known = next
      return { messages: [...next.values()], total: times.size }
    },
  }
}

type MessageFile = { readonly name: string; readonly writtenMs: number }

/** About when each message was written: the time in its name, else what the folder says, asked once. */
async function listTimes(
  folder: string,
  known: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const names = (await readdir(folder).catch(() => [])).filter(isMessageName)
  const times = new Map<string, number>()
  const unclear: string[] = []
  for (const name of names) {
    const ms = known.get(name) ?? findTimeInName(name)
    if (ms === null) unclear.push(name)
    else times.set(name, ms)
  }
  for (const { name, writtenMs } of await lookAt(folder, unclear)) times.set(name, writtenMs)
  return times
}

/** `20260303T002009Z-…`, as the outbox names its files. */
const TIME_IN_NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-/

function findTimeInName(name: string): number | null {
  const [, year, month, day, hour, minute, second] = TIME_IN_NAME.exec(name) ?? []
  if (second === undefined) return null
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(ms) ? null : ms
}

function newestOf(times: ReadonlyMap<string, number>): readonly string[] {
  return [...times]
    .sort(([a, aMs], [b, bMs]) => bMs - aMs || (a < b ? 1 : -1))
    .slice(0, SHOWN_MESSAGES)
    .map(([name]) => name)
}

/** Those of the names that are plain files, the newest first. */
async function lookAt(folder: string, names: readonly string[]): Promise<readonly MessageFile[]> {
  const files = await Promise.all(
    names.map(async (name) => {
      const stats = await lstat(path.join(folder, name)).catch(() => null)
      return stats?.isFile() === true ? { name, writtenMs: stats.mtimeMs } : null
    }),
  )
  return files
    .filter((file) => file !== null)
    .sort((a, b) => b.writtenMs - a.writtenMs || b.name.localeCompare(a.name))
}

async function summarise(folder: string, file: MessageFile): Promise<MailSummary | null> {
  const message = await readMessage(folder, file.name)
  if (message === null) return null
  return {
    name: file.name,
    subject: message.subject,
    to: message.to,
    at: message.date ?? new Date(file.writtenMs).toISOString(),
    preview: previewOf(message.text ?? ''),
  }
}

/** What comes first in an alert stands in its subject already; passages are indented, and hits stand in asterisks. */
function previewOf(text: string): string {
  const isAlert = text.startsWith('Policywatch · ')
  const shown = isAlert
    ? (/^ {4}(\S.*)$/m.exec(text)?.[1] ?? '').replace(/\*([^*]+)\*/g, '$1')
    : text
  return cutAtWord(shown.replace(/\s+/g, ' ').trim(), PREVIEW_CHARS)
}

/** Text without spaces is cut between letters. */
function cutAtWord(text: string, longest: number): string {
  if (text.length <= longest) return text
  const cut = text.slice(0, longest)
  const end = cut.lastIndexOf(' ')
  return `${end > longest / 2 ? cut.slice(0, end) : cut.replace(/[\uD800-\uDBFF]$/, '')} …`
}
