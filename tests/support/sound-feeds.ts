/** Feeds as they should be, in the three formats and in Korean, Japanese and Latin text, for faults to be worked on. */
export type SoundFeed = { readonly name: string; readonly xml: string }

type Notice = { readonly title: string; readonly text: string }

const NOTICES: Readonly<Record<'ko' | 'ja' | 'fr', readonly Notice[]>> = {
  ko: [
    { title: '항만 준설 공사 3월 착공', text: '부두 네 곳의 바닥을 두 미터 깊게 판다.' },
    { title: '철도 건널목 안전 점검', text: '건널목 백이십 곳의 차단기를 살핀다.' },
    { title: '어선 연료 보조금 안내', text: '신청은 이달 말까지 읍사무소에서 받는다.' },
  ],
  ja: [
    { title: '港の水深調査を始める', text: '埠頭の底を二メートル掘り下げる。' },
    { title: '踏切の点検について', text: '百二十か所の遮断機を調べる。' },
    { title: '漁船の燃料補助', text: '申請は月末まで役場で受け付ける。' },
  ],
  fr: [
    {
      title: 'Dragage du port dès mars',
      text: 'Les quatre bassins seront creusés de deux mètres.',
    },
    { title: 'Contrôle des passages à niveau', text: 'Cent vingt barrières seront vérifiées.' },
    {
      title: 'Aide au carburant des pêcheurs',
      text: 'La mairie reçoit les demandes jusqu’à la fin du mois.',
    },
  ],
}

/** Enough that a tenth of the document is less than all of them. */
const ITEM_COUNT = 12

const titled = (
  language: keyof typeof NOTICES,
): readonly (Notice & { readonly number: number })[] =>
  Array.from({ length: ITEM_COUNT }, (_, index) => {
    const notice = NOTICES[language][index % 3]
    return { number: index + 1, title: `${index + 1}. ${notice?.title}`, text: notice?.text ?? '' }
  })

const rss = (language: keyof typeof NOTICES): string => {
  const items = titled(language).map(
    ({ number, title, text }) => `<item>
<title>${title}</title><link>https://port.example/${number}</link>
<guid isPermaLink="false">port-${number}</guid><pubDate>Tue, 03 Mar 2026 0${number % 10}:20:00 +0900</pubDate>
<description>${text}</description></item>`,
  )
  return `<rss version="2.0"><channel><title>Port</title><link>https://port.example/</link>
<description>News</description><language>${language}</language>
${items.join('\n')}
</channel></rss>`
}

const atom = (language: keyof typeof NOTICES): string => {
  const entries = titled(language).map(
    ({ number, title, text }) => `<entry>
<title>${title}</title><link href="https://port.example/${number}"/><id>port-${number}</id>
<updated>2026-03-03T0${number % 10}:20:00+09:00</updated><summary>${text}</summary></entry>`,
  )
  return `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}"><title>Port</title>
<link href="https://port.example/"/><id>port</id><updated>2026-03-03T12:00:00+09:00</updated>
${entries.join('\n')}
</feed>`
}

const rdf = (language: keyof typeof NOTICES): string => {
  const items = titled(language).map(
    ({ number, title, text }) => `<item rdf:about="port-${number}">
<title>${title}</title><link>https://port.example/${number}</link>
<dc:date>2026-03-03T0${number % 10}:20:00+09:00</dc:date><description>${text}</description></item>`,
  )
  return `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="port"><title>Port</title><link>https://port.example/</link><description>News</description>
<dc:language>${language}</dc:language></channel>
${items.join('\n')}
</rdf:RDF>`
}

export const SOUND_FEEDS: readonly SoundFeed[] = (['ko', 'ja', 'fr'] as const).flatMap(
  (language) => [
    { name: `RSS 2.0 in ${language}`, xml: rss(language) },
    { name: `Atom in ${language}`, xml: atom(language) },
    { name: `RDF in ${language}`, xml: rdf(language) },
  ],
)
