import { expect, test } from 'vitest'
import { DocumentKeys } from '../../../../src/core/rule/keys/document-keys.ts'
import { KEYS_VERSION } from '../../../../src/core/rule/keys/keys-version.ts'

/** By language, with what is special in it. Where the keys change, KEYS_VERSION is raised, for indexes hold the old ones. */
const TEXTS: readonly (readonly [string, string])[] = [
  [
    'en',
    "Policies on free-trade, R&D and SMRs; the U.S.'s 1,000 companies at 10GW (press@korea.kr).",
  ],
  ['fr', "Les accords commerciaux d'été, réseaux électriques"],
  ['de', 'Verträge und Zölle der erneuerbaren Reaktoren, 10.000 Straßen'],
  ['es', 'acuerdos y naciones, luces'],
  ['ko', '소형 모듈 원자로를 한·중·일이 AI반도체로'],
  ['ja', '東京都のパンと半導体 ＳＭＲ'],
]

test('keys change only with their version', () => {
  const keys = new DocumentKeys()

  const found = TEXTS.map(([language, text]) =>
    [...keys.keysOf({ title: '', authors: [], language, text })].join(' '),
  )

  expect([KEYS_VERSION, ...found]).toMatchInlineSnapshot(`
    [
      1,
      "policy policies policie on free freetrade trade r&d and smr smrs the us 1000 1,000 company companies companie at 10 10gw gw @press @korea @kr",
      "les accord accords commercial commerciaux d ete reseau reseaux electrique electriques",
      "vertrag vertrage und zoll zolle der erneuerbar erneuerbaren reaktor reaktoren 10000 10.000 strass strassen",
      "acuerdo acuerdos y nacion naciones luz luces",
      "소형 형모 모듈 듈원 원자 자로 로를 를한 한중 중일 일이 이 ai 반도 도체 체로 로",
      "東京 京都 都の のパ パン ンと と半 半導 導体 体 smr",
    ]
  `)
})
