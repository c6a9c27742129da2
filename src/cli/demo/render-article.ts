import { escapeMarkup as esc } from './escape-markup.ts'
import type { Ministry } from './release.ts'
import type { PublishedRelease } from './render-feed.ts'

/**
 * The page behind a release, with the furniture that such pages carry. Menu, "Most read" and footer hold words of the
 * demo's rules on purpose: only the article may count.
 */
export function renderArticle(
  ministry: Ministry,
  { release, publishedAt }: PublishedRelease,
): string {
  const words = ministry.language === 'ko' ? KOREAN_FURNITURE : ENGLISH_FURNITURE
  const list = (entries: readonly string[]): string =>
    `<ul>${entries.map((entry, index) => `<li><a href="/${ministry.id}/topics/${index + 1}">${esc(entry)}</a></li>`).join('')}</ul>`
  return `<!doctype html>
<html lang="${ministry.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${esc(release.title)} | ${esc(ministry.title)}</title>
<script>window.siteTopics = ["carbon tax", "SMR", "AI"]</script>
<style>${STYLE}</style>
</head>
<body>
<header><p class="ministry"><a href="/${ministry.id}/">${esc(ministry.title)}</a></p><nav>${list(words.menu)}</nav></header>
<div class="columns">
<main>
<header class="headline">
<h1>${esc(release.title)}</h1>
<p class="byline">${esc(release.author)} <time datetime="${publishedAt.toISOString()}">${publishedAt.toISOString().slice(0, 10)}</time></p>
</header>
<article>
${release.paragraphs.map((paragraph) => `<p>${esc(paragraph)}</p>`).join('\n')}
</article>
</main>
<aside class="sidebar related"><h2>${esc(words.popularTitle)}</h2>${list(words.popular)}</aside>
</div>
<footer>${list(words.footer)}<p>${esc(ministry.title)}. ${esc(ministry.motto)}.</p></footer>
</body>
</html>
`
}

type Furniture = {
  readonly menu: readonly string[]
  readonly popularTitle: string
  readonly popular: readonly string[]
  readonly footer: readonly string[]
}

const ENGLISH_FURNITURE: Furniture = {
  menu: ['Home', 'News', 'Policies', 'Free trade agreements', 'About us'],
  popularTitle: 'Most read',
  popular: [
    'Carbon tax: five questions',
    'SMRs in pictures',
    'What AI means for customs',
    'Public holidays explained',
  ],
  footer: ['Contact', 'Privacy', 'Glossary: carbon tax', 'Accessibility'],
}

const KOREAN_FURNITURE: Furniture = {
  menu: ['처음', '보도자료', '정책', '자유무역협정', '부처 소개'],
  popularTitle: '많이 본 뉴스',
  popular: ['소형모듈원자로 한눈에 보기', '탄소세 문답', '공휴일 안내'],
  footer: ['찾아오시는 길', '개인정보 처리방침', '누리집 안내'],
}

const STYLE = `body{font:1.05rem/1.6 system-ui,sans-serif;margin:0;color:#222;background:#fff}
body>header{background:#16324f;padding:.6rem 1.5rem}body>header a{color:#fff;text-decoration:none}
.ministry{font-weight:700;margin:.3rem 0}nav ul,footer ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0;margin:.3rem 0}
.columns{display:flex;flex-wrap:wrap;gap:2rem;max-width:64rem;margin:0 auto;padding:1rem 1.5rem}
main{flex:3 1 24rem}aside{flex:1 1 12rem;font-size:.9rem}.byline{color:#666}footer{background:#eee;padding:.6rem 1.5rem;font-size:.9rem}`
