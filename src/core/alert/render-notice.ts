import type { RenderedAlert } from './render-alert.ts'

/** A plain message to the administrators: one subject line and a few paragraphs. */
export type Notice = { readonly subject: string; readonly paragraphs: readonly string[] }

export function renderNotice({ subject, paragraphs }: Notice): RenderedAlert {
  const body = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')
  return {
    subject: `Policywatch: ${subject}`.replace(/\s+/g, ' '),
    text: `${paragraphs.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body style="font-family:sans-serif">\n${body}\n</body></html>`,
  }
}

function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
