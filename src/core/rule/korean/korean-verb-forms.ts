/**
 * The verbs that turn a noun into a verb (하다, 되다, 시키다, 당하다, 받다), as they stand behind the noun: 체결했다,
 * 수출되는. Written down from the grammar.
 */

/** What may follow the stem: 하고, 하는지, 하도록. */
const AFTER_STEM =
  words(`고 며 면 면서 면서도 여 여서 여야 여도 여금 는 는데 는지 는가 느냐 느라 기 기에 기로 기도 기는
  기를 기가 기만 기까지 기엔 길 긴 게 게끔 도록 거나 거든 건 므로 려 려고 려는 려면 려던 자 자고 자는 자며 자면 니 니까 나 네 던
  던데 더라도 더니 다 다가 다는 되 라 라고 라는 라며 죠 지 지만 지도 지는 지요 시고 시며 시는 신 실 십시오 세요 고자 고도 고는`)
/** What may follow the past and the intention: 했습니다, 하겠다는. */
const AFTER_PAST =
  words(`다 다고 다는 다며 다면 다가 다지만 습니다 습니까 으나 으니 으며 으면 으면서 으므로 을 을까 을지 음 음을
  음에도 음은 음이 던 던데 지 지만 지요 고 는데 는지 는가 네 어 어도 어야 어서 었다 었던 었고 었지만 기 기에 나 거나 더라도 더니`)
const AFTER_ATTRIBUTIVE = words('다 다고 다는 다며 다면 다지만 데 지 들 답니다 채 바 것')
const AFTER_FUTURE = words('지 지도 까 수록 만 만한 때 게 걸 는지 뿐 듯 것 수 수도 수는 수가')
const AFTER_NOUN_FORM = words('은 을 이 에 으로 으로써 과 도 에도')
const AFTER_CONNECTIVE =
  words(`서 야 도 요 온 올 왔다 왔던 오던 오고 지 진 지는 졌다 줄 주는 준 줘 나가 나갈 나가는 보는 본
  봤다 야한다 야하는 야할`)

const FORMS: ReadonlySet<string> = new Set([
  ...combine('하 되 시키 당하', AFTER_STEM),
  ...combine('했 됐 하였 되었 시켰 당했 받았 해왔 돼왔 하겠 되겠 하셨 시키겠', AFTER_PAST),
  ...combine('한 된 시킨 당한 받은 받는', ['', ...AFTER_ATTRIBUTIVE]),
  ...combine('할 될 시킬 당할 받을', ['', ...AFTER_FUTURE]),
  ...combine('함 됨 시킴 당함 받음', ['', ...AFTER_NOUN_FORM]),
  ...combine('합 됩 시킵', ['니다', '니다만', '니까', '시다']),
  ...combine('해 돼 되어 하여 시켜 당해 받아', ['', ...AFTER_CONNECTIVE]),
  ...combine('스러', ['운', '운지', '워', '워서', '웠다', '웠던', '울', '움', '움을']),
  ...combine('스럽', ['다', '다는', '게', '고', '지', '습니다', '도록']),
  '스런',
  ...combine('받', ['고', '지', '게', '기', '도록']),
  // 하기로, 하도록 and 하고자 in short, as headlines and offices write them
  ...combine('', ['키로', '키로는', '키로도', '토록', '코자']),
])

/** Saves the look at all syllables of what is none. */
const FIRST_SYLLABLES: ReadonlySet<number> = new Set([...FORMS].map((form) => form.charCodeAt(0)))

const BEGINNINGS: readonly string[] = words(
  '하 한 할 함 합 했 해 되 된 될 됨 됩 됐 돼 시키 시킨 시킬 시켰 당하 당한 당했 키로 토록 코자',
)

/** Whether the syllables are one of the forms, from the first to the last: 했다, 되는; not 한국, 해양. */
export function isVerbForm(syllables: string): boolean {
  return FIRST_SYLLABLES.has(syllables.charCodeAt(0)) && FORMS.has(syllables)
}

/** Whether the syllables may begin one of the forms, which a few nouns do as well. */
export function isVerbEnding(syllables: string): boolean {
  return BEGINNINGS.some((beginning) => syllables.startsWith(beginning))
}

function words(list: string): readonly string[] {
  return list.split(/\s+/)
}

function combine(stems: string, endings: readonly string[]): readonly string[] {
  return words(stems).flatMap((stem) => endings.map((ending) => stem + ending))
}
