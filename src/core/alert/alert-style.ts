import { type Html, html } from './html.ts'

/**
 * How an alert looks. Mail programs differ more than browsers do, so it is layered: inline styles that all of them know
 * carry the light design and its sizes; the style sheet adds dark colours and narrow screens where it is understood.
 * Every pair of text and ground has a contrast of at least 4.5 to 1, in both designs.
 */

const INK = '#1b2430'
const MUTED = '#56606e'
const LINE = '#e2e6eb'
const LINK = '#174f94'

export const STYLE = {
  page: 'margin:0;padding:0;background-color:#f2f4f7;',
  ground: 'background-color:#f2f4f7;padding:20px 10px 28px;',
  frame: 'width:100%;max-width:640px;',
  masthead: `padding:2px 24px 10px;font-size:13px;line-height:20px;color:${MUTED};`,
  brand: `color:${INK};font-weight:bold;letter-spacing:0.02em;`,
  card: `background-color:#ffffff;border:1px solid ${LINE};border-top:3px solid ${LINK};border-radius:6px;`,
  opening: 'padding:22px 24px 4px;',
  heading: `margin:0 0 8px;font-size:22px;line-height:28px;font-weight:bold;color:${INK};`,
  intro: `margin:0 0 12px;font-size:15px;line-height:23px;color:${INK};`,
  notice: `margin:0 0 12px;padding:10px 14px;font-size:14px;line-height:21px;background-color:#fff6dc;border-left:4px solid #c98a00;color:${INK};`,
  overview: `width:100%;margin:0 0 14px;font-size:14px;line-height:20px;color:${INK};`,
  overviewRule: `font-weight:normal;text-align:left;padding:6px 12px 6px 0;border-top:1px solid ${LINE};`,
  overviewCount: `padding:6px 0;border-top:1px solid ${LINE};white-space:nowrap;color:${MUTED};`,
  group: `padding:12px 24px;background-color:#f7f9fb;border-top:1px solid ${LINE};`,
  groupTitle: `margin:0;font-size:14px;line-height:20px;font-weight:bold;color:${MUTED};`,
  headline: `padding:7px 24px;border-top:1px solid ${LINE};font-size:14px;line-height:20px;color:${MUTED};`,
  story: `padding:20px 24px 22px;border-top:1px solid ${LINE};`,
  firstStory: 'padding:22px 24px;',
  title: `margin:0 0 5px;font-size:19px;line-height:26px;font-weight:bold;color:${INK};`,
  link: `color:${LINK};text-decoration:none;`,
  plainLink: `color:${LINK};text-decoration:underline;`,
  byline: `margin:0 0 12px;font-size:13px;line-height:19px;color:${MUTED};`,
  edit: `color:${INK};font-weight:bold;`,
  remark: `margin:8px 0 0;font-size:13px;line-height:19px;color:${MUTED};`,
  excerpt: `margin:0 0 10px;font-size:15px;line-height:24px;color:${INK};`,
  excerptLtr: 'padding:0 0 0 12px;border-left:3px solid #cfd6df;',
  excerptRtl: 'padding:0 12px 0 0;border-right:3px solid #cfd6df;',
  hit: `background-color:#ffe99a;color:${INK};font-weight:bold;`,
  changesTitle: `margin:0 0 8px;font-size:13px;line-height:20px;color:${MUTED};`,
  changeLabel: `margin:0 0 2px;font-size:13px;line-height:19px;color:${MUTED};`,
  changesMore: `margin:0 0 10px;font-size:13px;line-height:19px;color:${MUTED};`,
  removed: 'background-color:#fde8e6;color:#96231b;text-decoration:line-through;',
  added: 'background-color:#dff5e3;color:#0f5a27;text-decoration:underline;font-weight:bold;',
  problem: `margin:12px 0 0;padding:8px 12px;font-size:13px;line-height:19px;background-color:#fff6dc;border-left:4px solid #c98a00;color:${INK};`,
  reason: `margin:8px 0 0;font-size:13px;line-height:22px;color:${MUTED};`,
  chip: 'padding:2px 8px;background-color:#e6edf7;border-radius:10px;color:#1a3f73;font-weight:bold;',
  readOn: 'margin:14px 0 0;font-size:14px;line-height:20px;',
  footer: `padding:16px 24px 0;font-size:12px;line-height:18px;color:${MUTED};`,
  footerLine: 'margin:0 0 6px;',
  preview: 'display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;',
} as const

/** Class names of the parts whose colours change in the dark. */
const SHEET = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body,td,p,h1,h2,a{-webkit-text-size-adjust:100%;overflow-wrap:anywhere;word-break:normal}
:lang(ko){word-break:keep-all}
a.t:hover{text-decoration:underline!important}
@media (max-width:480px){
.ground{padding:0 0 20px!important}
.card{border-radius:0!important;border-left:0!important;border-right:0!important}
.masthead{padding:12px 16px 10px!important}
.in{padding-left:16px!important;padding-right:16px!important}
}
@media (prefers-color-scheme:dark){
.page,.ground{background-color:#0f1318!important}
.card{background-color:#191f27!important;border-color:#3f74b5 #2c3540 #2c3540!important}
.line{border-color:#2c3540!important}
.group{background-color:#151b22!important}
.ink{color:#e7ebf0!important}
.muted{color:#a3adba!important}
.link{color:#8fbcf7!important}
.hit{background-color:#6b5200!important;color:#fff6d6!important}
.del{background-color:#4d1f1b!important;color:#ffc2ba!important}
.ins{background-color:#15401f!important;color:#b5f0c0!important}
.chip{background-color:#24354d!important;color:#c7dbf8!important}
.notice{background-color:#332a10!important;border-color:#d9a21b!important}
.bar{border-color:#465262!important}
}
`

// Word lays out for Outlook: it knows neither the font list nor a greatest width
const OUTLOOK_SHEET =
  '<!--[if mso]><style>body,td,p,h1,h2,a,span,b{font-family:"Segoe UI","Malgun Gothic",Arial,sans-serif!important}</style><![endif]-->'

export const STYLE_SHEET: Html = { markup: `<style>${SHEET}</style>${OUTLOOK_SHEET}` }

export const OUTLOOK_FRAME_OPEN: Html = {
  markup:
    '<!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->',
}
export const OUTLOOK_FRAME_CLOSE: Html = { markup: '<!--[if mso]></td></tr></table><![endif]-->' }

const FONTS =
  "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Apple SD Gothic Neo','Malgun Gothic','Noto Sans CJK KR','Hiragino Sans','Yu Gothic',sans-serif"

export const FONT_STYLE: Html = html`font-family:${FONTS};`
