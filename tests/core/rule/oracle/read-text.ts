/**
 * A text as it is compared: one entry for each folded letter or sign, in strings of equal length, so that
 * everything else is said in plain regular expressions over them.
 */
export type ReadText = {
  readonly source: string
  /** Small letters without accents; signs as they are. */
  readonly letters: string
  /** What each of them is: see SHAPES. */
  readonly shapes: string
  /** A for a capital, else a. */
  readonly capitals: string
  /** Where each stands in the source. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/**
 * l Latin, g Greek, c Cyrillic, o other letters, 1 digits; h Hangul, z Han and what else writes no spaces,
 * k katakana, r hiragana. Signs stand for their kind; ! ends a sentence, ^ is the mark of a note, ) closes a
 * bracket, n is of a note like [1], + is a zero-width space, # is any other sign, ¶ ends a paragraph by itself.
 */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/^\u200b/, '+'],
  [/^[-‐‑‒–−﹣－⁃]/, '-'],
  [/^[—―⸺⸻|｜¦│┃]/, '—'],
  [/^['’‘‛ʼʻʽʾʿꞌ＇′`´]/, "'"],
  [/^[.．]/, '.'],
  [/^[,，]/, ','],
  [/^[&＆]/, '&'],
  [/^[·ㆍ・･‧⋅•ᆞ․∙⸱⸳⦁]/, '·'],
  [/^[!?。！？｡;；…‥‼⁇⁈⁉؟।]/, '!'],
  [/^["“”„‟«»‹›「」『』＂〝〞]/, '"'],
  [/^[)\]）］]/, ')'],
  [/^[\r\n\u2028\u0085]/, '\n'],
  [/^[\u2029\f]/, '¶'],
  [/^\s/, ' '],
  [/^[ーｰ]/, 'k'],
  [/^[々〇]/, 'z'],
  // radicals look like the character that was meant
  [/^[\u2e80-\u2fdf]/, 'z'],
  [/^[\u2460-\u24ff\u2776-\u2793\u3200-\u32cb\u32d0-\u32ff]/, '#'],
  [/^(?!&)\p{S}/u, '#'],
]

const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/^\p{N}/u, '1'],
  [/^\p{Script=Latin}/u, 'l'],
  [/^\p{Script=Greek}/u, 'g'],
  [/^\p{Script=Cyrillic}/u, 'c'],
  [/^\p{Script=Hangul}/u, 'h'],
  [/^[\p{Script=Han}\p{Script=Thai}]/u, 'z'],
  [/^\p{Script=Katakana}/u, 'k'],
  [/^\p{Script=Hiragana}/u, 'r'],
  [/^[\p{L}\p{M}]/u, 'o'],
]

/** What makes up one letter: jamo of a syllable, a half-width kana and its voicing, a letter and its accents. */
const CLUSTER =
  /\u00ad(?:\r\n?|\n)[ \t]*|\r\n|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\u3041-\u30ff\uff66-\uff9d][\uff9e\uff9f]|[\s\S]\p{M}*/gu

export const INVISIBLE = /(?!\u200b)[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu

/** Reads a text; in a term, unlike in a text, a ? beside letters is a letter like its neighbour. */
export function readText(source: string, isTerm: boolean): ReadText {
  let letters = ''
  let shapes = ''
  let capitals = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const { 0: cluster, index } of source.matchAll(CLUSTER)) {
    if (cluster.startsWith('\u00ad')) continue
    for (const character of UNIT_SIGN.test(cluster) ? lettersOfSign(cluster) : [cluster]) {
      const sign = isNote(character, letters) ? '^' : shapeOf(SHAPES, character)
      const isCapital = sign === null && /^[\p{Lu}\p{Lt}]/u.test(character.normalize('NFKC'))
      for (const letter of character === '\r\n' ? '\n' : fold(character)) {
        letters += letter
        shapes += (sign ?? shapeOf(LETTERS, letter) ?? '#').repeat(letter.length)
        capitals += (isCapital ? 'A' : 'a').repeat(letter.length)
      }
    }
    while (starts.length < letters.length) {
      starts.push(index)
      ends.push(index + cluster.length)
    }
  }
  if (isTerm) shapes = markQuestions(letters, shapes)
  shapes = markNotes(letters, shapes, capitals)
  return { source, letters, shapes, capitals, starts, ends }
}

function shapeOf(table: readonly (readonly [RegExp, string])[], text: string): string | null {
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** ㎿ and ℃ are read as the letters that they are made of, and № with a space behind it. */
const UNIT_SIGN = /^[\u3300-\u33ff\u32cc-\u32cf℃℉℡℻№]/

function lettersOfSign(sign: string): string {
  return sign.startsWith('№') ? 'No ' : sign.normalize('NFKC')
}

/** [1] and [a] are marks of notes, unless behind a space. */
function markNotes(letters: string, shapes: string, capitals: string): string {
  return shapes.replace(/(?<=[^\s¶])#(?:1{1,3}|l)\)/g, (note, at: number) => {
    const isBracketed = letters[at] === '[' && letters[at + note.length - 1] === ']'
    return isBracketed && capitals[at + 1] === 'a' ? 'n'.repeat(note.length) : note
  })
}

/** ¹ behind a word is the mark of a note, ² behind a unit belongs to it. */
function isNote(cluster: string, before: string): boolean {
  const isRaised = /^[¹²³⁰⁴-⁹]/.test(cluster)
  return isRaised && !/(?<!\p{Script=Latin})(?:m|km|hm|dm|cm|mm|nm|ft|mi|co)$/u.test(before)
}

/** Case, width, ligatures and accents folded away, and what cannot be seen. */
function fold(text: string): string {
  const small = text.replace(INVISIBLE, '').normalize('NFKC').toLowerCase().normalize('NFC')
  return [...small].map(foldLetter).join('')
}

const SPELLED_OUT: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ł', 'l'],
  ['ı', 'i'],
  ['ς', 'σ'],
  ['й', 'й'],
])

function foldLetter(letter: string): string {
  const spelled = SPELLED_OUT.get(letter)
  if (spelled !== undefined) return spelled
  // the vowel signs of Arabic are accents too; those of Hindi are letters
  if (/\p{M}/u.test(letter) && /[\p{Script=Inherited}\p{Script=Arabic}]/u.test(letter)) return ''
  if (!/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(letter)) return letter
  return letter.normalize('NFD').replace(/\p{M}/gu, '')
}

function markQuestions(letters: string, shapes: string): string {
  const isQuestion = (index: number): boolean => letters[index] === '?'
  const isLetter = (shape: string | undefined): boolean => /[lgco1hzkr]/.test(shape ?? '')
  const marked = [...shapes]
  for (let at = 1; at < marked.length; at += 1) {
    if (isQuestion(at) && isLetter(marked[at - 1])) marked[at] = marked[at - 1] ?? '#'
  }
  for (let at = marked.length - 2; at >= 0; at -= 1) {
    if (isQuestion(at) && !isLetter(marked[at]) && isLetter(marked[at + 1]))
      marked[at] = marked[at + 1] ?? '#'
  }
  return marked.join('')
}
