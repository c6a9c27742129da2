import type { Script } from '../text/count-scripts.ts'
import { detectLanguage, LANGUAGES_BY_WORDS, type TextLanguage } from '../text/detect-language.ts'
import { nameOfLanguage } from '../text/name-of-language.ts'

/** The language that an item is taken to be in, and why. */
export type ItemLanguage = {
  /** BCP 47; null when it is unknown. */
  readonly language: string | null
  /** What told it: the feed or the item's own mark, the words of the text, or its letters alone. */
  readonly from: 'feed' | 'detected' | 'script' | 'none'
  /** Why it is not what was declared, or why it is not known; null where nothing needs saying. */
  readonly reason: string | null
}

/** An item as far as its language goes; `language` is what the feed or the item itself says. */
export type LanguageEvidence = {
  readonly title: string
  readonly text: string
  readonly language: string | null
}

/**
 * Letters from which on the words of a text outweigh what its feed says. Templates of feeds say en-us whatever they
 * carry; but a short text that looks foreign may be a quotation, a list of names or a title left as it was.
 */
const MIN_LETTERS_AGAINST_FEED = 150

/** Codes that say that nothing is said. */
const NO_LANGUAGE: ReadonlySet<string> = new Set(['und', 'mul', 'mis', 'zxx'])

/** Languages that detection cannot tell apart for certain, or need not: what a feed says among them stands. */
const RELATIVES: readonly ReadonlySet<string>[] = [
  'no nb nn da',
  'id ms',
  'hr bs sr sh sl',
  'cs sk',
  'es gl',
  'pt gl',
  'nl af',
  'tl fil',
  'zh cmn yue wuu nan hak',
  'ru be kk ky mn tg tt uz az',
  'uk be kk',
  'bg mk sr',
  'fa prs ckb ku ug sd az',
  'ur pnb sd ks',
  'hi mr ne sa mai bho kok',
  'bn as mni',
  'he yi',
].map((languages) => new Set(languages.split(' ')))

/** Languages whose news is never in Latin letters. */
const NEVER_LATIN: ReadonlySet<string> = new Set(
  'ko ja zh ru uk bg be mk el he ar fa ur ps th hi mr ne bn ta te kn ml gu pa si lo my ka hy km am'.split(
    ' ',
  ),
)

/**
 * Decides which language an item is in: what its feed says, unless the text says otherwise beyond doubt; without a word
 * of the feed, what the text says.
 */
export function languageOfItem({ title, text, language }: LanguageEvidence): ItemLanguage {
  const declared = readDeclared(language)
  const found = detectLanguage(text.startsWith(title) ? text : `${title}\n${text}`)
  if (declared === null) return languageOfText(found)
  if (!contradicts(found, primaryOf(declared))) {
    return { language: declared, from: 'feed', reason: null }
  }
  const reason = `declared as ${declared}, but ${describeFinding(found)}`
  return { ...languageOfText(found), reason }
}

function languageOfText({ language, by }: TextLanguage): ItemLanguage {
  if (language === null) {
    return { language, from: 'none', reason: 'the text is too short or too mixed to tell' }
  }
  return { language, from: by === 'script' ? 'script' : 'detected', reason: null }
}

/** What the feed says, in lower case and as the standard spells it (`eng` is `en`); null where it says nothing. */
function readDeclared(language: string | null): string | null {
  if (language === null) return null
  const known = READ.get(language)
  if (known !== undefined) return known
  const read = NO_LANGUAGE.has(primaryOf(language)) ? null : standardCodeOf(language)
  if (READ.size >= MOST_READ) READ.clear()
  READ.set(language, read)
  return read
}

/** Feeds declare a few languages over and over, and asking for the standard's spelling takes longer than all else here. */
const READ = new Map<string, string | null>()
const MOST_READ = 1_000

function standardCodeOf(language: string): string {
  try {
    return (Intl.getCanonicalLocales(language)[0] ?? language).toLowerCase()
  } catch {
    return language
  }
}

function contradicts(found: TextLanguage, declared: string): boolean {
  const { script, language, by, letterCount } = found
  if (script === null || language === declared) return false
  if (script !== 'Latin') {
    // the script alone refutes a language of Latin letters, though it may not tell which one it is
    return language === null ? isAlwaysLatin(declared) : !areRelatives(language, declared)
  }
  if (by !== 'words' || language === null) return false
  if (NEVER_LATIN.has(declared)) return true
  const isKnown = LANGUAGES_BY_WORDS.has(declared) && !areRelatives(language, declared)
  return isKnown && letterCount >= MIN_LETTERS_AGAINST_FEED
}

function isAlwaysLatin(language: string): boolean {
  return LANGUAGES_BY_WORDS.has(language) && !NEVER_LATIN.has(language)
}

function areRelatives(one: string, other: string): boolean {
  return RELATIVES.some((group) => group.has(one) && group.has(other))
}

function describeFinding({ script, language, by }: TextLanguage): string {
  return language === null || by === 'script'
    ? `written in ${describeScript(script)}`
    : `its words are ${nameOfLanguage(language)}`
}

function describeScript(script: Script | null): string {
  switch (script) {
    case 'Hangul':
    case 'kana':
      return script
    case 'Han':
      return 'Chinese characters'
    default:
      return `${script ?? 'no'} letters`
  }
}

function primaryOf(language: string): string {
  return language.toLowerCase().split(/[-_]/)[0] ?? ''
}
