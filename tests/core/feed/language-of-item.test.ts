import { describe, expect, test } from 'vitest'
import { describeLanguage } from '../../../src/core/feed/describe-language.ts'
import { type ItemLanguage, languageOfItem } from '../../../src/core/feed/language-of-item.ts'
import { makeDocument } from '../../../src/core/feed/make-document.ts'
import { ruleIdOf } from '../../../src/core/ids.ts'
import { createMatcher } from '../../../src/core/rule/matcher.ts'

const FRENCH =
  'La ministre a annoncé mardi que les aides destinées aux agriculteurs seraient versées avant la fin du mois. Les demandes peuvent être déposées en ligne, et un numéro de téléphone sera ouvert à celles et ceux qui n’ont pas accès au réseau.'
const ENGLISH =
  'The ministry said on Tuesday that it would consult the public on the draft regulation until the end of May. Operators of older plants will have two years in which to meet the new limits, and those who cannot may ask for help from the fund.'
const GERMAN =
  'Das Ministerium hat am Dienstag den Entwurf einer Verordnung veröffentlicht, zu dem sich Verbände bis Ende Mai äußern können. Betreiber älterer Anlagen erhalten zwei Jahre Zeit, um die neuen Grenzwerte einzuhalten und Hilfe zu beantragen.'
const CATALAN =
  'El Govern aprova noves normes per a la importació d’acer a partir de la primavera vinent. Les empreses tindran dos anys per complir els nous límits i podran demanar ajut al fons de transició, segons ha explicat avui la consellera.'
const DANISH =
  'Ministeriet oplyste tirsdag, at alle kan komme med bemærkninger til udkastet indtil udgangen af maj. Virksomhederne får to år til at overholde de nye grænser, og de kan søge hjælp hos fonden, hvis de ikke kan nå det.'
const MALTESE =
  'Il-Ministeru ħabbar nhar it-Tlieta li kulħadd jista’ jibgħat il-kummenti tiegħu dwar l-abbozz sal-aħħar ta’ Mejju. Il-kumpaniji jkollhom sentejn biex jikkonformaw mal-limiti l-ġodda u jistgħu jitolbu għajnuna mill-fond.'
const KOREAN = '한국과 싱가포르, 자유무역협정 개선 협상 개시'
const HINDI = 'सरकार ने इस्पात के आयात के लिए नए नियमों को मंज़ूरी दी है, जो अगले वसंत से लागू होंगे।'

const judge = (declared: string | null, text: string): ItemLanguage =>
  languageOfItem({ title: '', text, language: declared })

describe('the language of an item', () => {
  test.each([
    ['en', ENGLISH, 'in the language of the feed'],
    ['en-gb', ENGLISH, 'in a variety of it'],
    ['fr-ca', FRENCH, 'in a variety of it'],
    ['ko', KOREAN, 'in its script'],
    ['zh-tw', '行政院通過能源轉型條例草案', 'in its script'],
    ['ja', '日米首脳会談', 'in Chinese characters alone, as Japanese headlines are'],
    ['ja', '会談', 'of two characters that are Chinese as well'],
    ['ko', 'SMR MOU', 'of acronyms'],
    ['en', '', 'without a text'],
    ['en', 'Communiqué', 'of one foreign word'],
    ['en', 'Les ministres se réunissent à Lyon pour parler de la sécurité', 'with a foreign title'],
    ['no', DANISH, 'in what nobody tells from it for certain'],
    ['nb', DANISH, 'in what nobody tells from it for certain'],
    ['mt', MALTESE, 'in a language that detection does not know'],
    ['sr', 'Влада је усвојила нова правила о увозу челика', 'in one of its two scripts'],
    ['uz', 'Hukumat po‘lat importi bo‘yicha yangi qoidalarni tasdiqladi', 'in one of its scripts'],
    ['kk', 'Министрлік болат импорты туралы ереже бекітті', 'in a script of several languages'],
  ])('is %s as the feed says for “%s”, a text %s', (declared, text) => {
    expect(judge(declared, text)).toEqual({ language: declared, from: 'feed', reason: null })
  })

  test.each([
    ['en', KOREAN, 'ko', 'script', 'declared as en, but written in Hangul'],
    ['en', '원전', 'ko', 'script', 'declared as en, but written in Hangul'],
    ['en-us', HINDI, 'hi', 'detected', 'declared as en-us, but its words are Hindi'],
    ['ko', '小型モジュール炉で協力', 'ja', 'script', 'declared as ko, but written in kana'],
    [
      'ja',
      '两国部长同意启动谈判',
      'zh',
      'script',
      'declared as ja, but written in Chinese characters',
    ],
    ['en', 'Η κυβέρνηση', 'el', 'script', 'declared as en, but written in Greek letters'],
    ['en', 'Правила', null, 'none', 'declared as en, but written in Cyrillic letters'],
    ['en-us', FRENCH, 'fr', 'detected', 'declared as en-us, but its words are French'],
    ['en', GERMAN, 'de', 'detected', 'declared as en, but its words are German'],
    ['fr', ENGLISH, 'en', 'detected', 'declared as fr, but its words are English'],
    ['es', CATALAN, 'ca', 'detected', 'declared as es, but its words are Catalan'],
    ['ko', ENGLISH, 'en', 'detected', 'declared as ko, but its words are English'],
  ])('is not %s as the feed says for “%s”', (declared, text, language, from, reason) => {
    expect(judge(declared, text)).toEqual({ language, from, reason })
  })

  test.each([
    [FRENCH, 'fr', 'detected'],
    [ENGLISH, 'en', 'detected'],
    [KOREAN, 'ko', 'script'],
    ['SMR MOU', null, 'none'],
    ['', null, 'none'],
  ])('is found where the feed says nothing: “%s” is %s', (text, language, from) => {
    expect(judge(null, text)).toMatchObject({ language, from })
  })

  test.each(['und', 'mul', 'zxx'])('is found where the feed says %s', (declared) => {
    expect(judge(declared, FRENCH)).toMatchObject({ language: 'fr', from: 'detected' })
  })

  test.each([
    ['eng', 'en'],
    ['fra', 'fr'],
    ['kor', 'ko'],
    ['deu-at', 'de-at'],
  ])('is spelled as usual where the feed says %s', (declared, language) => {
    expect(judge(declared, '')).toMatchObject({ language, from: 'feed' })
  })

  test.each(['xx_yy_zz', 'not a tag', '-', 'a'])('survives “%s” for a language', (declared) => {
    expect(judge(declared, '')).toMatchObject({ language: declared, from: 'feed' })
  })

  test('is judged by title and text together', () => {
    expect(languageOfItem({ title: '원전 수출', text: 'SMR, MOU', language: 'en' }).language).toBe(
      'ko',
    )
  })
})

describe('a language in a sentence', () => {
  test.each([
    [{ language: 'ko', from: 'feed', reason: null }, 'Language: Korean (ko), from the feed'],
    [{ language: 'fr', from: 'detected', reason: null }, 'Language: French (fr), detected'],
    [{ language: 'ja', from: 'script', reason: null }, 'Language: Japanese (ja), by its script'],
    [
      { language: 'hi', from: 'detected', reason: 'declared as en, but its words are Hindi' },
      'Language: Hindi (hi), detected: declared as en, but its words are Hindi',
    ],
    [
      { language: null, from: 'none', reason: 'the text is too short or too mixed to tell' },
      'Language: unknown (the text is too short or too mixed to tell): plurals are folded as in English',
    ],
    [{ language: 'q-q', from: 'feed', reason: null }, 'Language: q-q (q-q), from the feed'],
  ] as const)('%o reads as it should', (language, sentence) => {
    expect(describeLanguage(language)).toBe(sentence)
  })

  test('names who declared it', () => {
    const language = { language: 'de', from: 'feed', reason: null } as const

    expect(describeLanguage(language, '--lang')).toBe('Language: German (de), from --lang')
  })
})

describe('a document', () => {
  const matches = (query: string, declaredLanguage: string | null, text: string): boolean => {
    const build = createMatcher([{ id: ruleIdOf('rule'), query }], new Map())
    const document = makeDocument({
      title: '',
      text,
      source: [],
      tags: [],
      authors: [],
      url: '',
      declaredLanguage,
    })
    return build.kind === 'built' && build.matcher.match(document).length > 0
  }

  test('folds plurals by the language of its text, where the feed does not say one', () => {
    expect(matches('Anlage', null, GERMAN)).toBe(true)
  })

  test('folds plurals by the language of its text, where the template of the feed says another', () => {
    expect(matches('Anlage', 'en-us', GERMAN)).toBe(true)
  })

  test('folds a text of a few words as English', () => {
    expect(matches('Anlage', null, 'Neue Anlagen')).toBe(false)
  })

  test.each([
    ['lang:de', null, GERMAN, true],
    ['lang:ko', 'en', KOREAN, true],
    ['lang:en', 'en', KOREAN, false],
    ['lang:en', 'en-gb', ENGLISH, true],
  ])('%s looks at the language that was assumed', (query, declared, text, expected) => {
    expect(matches(`${query} AND (${query} OR x)`, declared, text)).toBe(expected)
  })
})
