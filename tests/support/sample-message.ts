import type { SmtpLimits } from '../../src/core/alert/smtp-limits.ts'
import { timestampOf } from '../../src/core/time.ts'
import type { MailOptions, OutgoingMessage } from '../../src/mail/mail.ts'

export const MESSAGE: OutgoingMessage = {
  messageId: '<alert-17.1@example.org>',
  date: timestampOf(Date.UTC(2026, 2, 3, 0, 20, 9)),
  boundary: 'a17d1',
  to: { name: 'Trade team', address: 'trade@example.org' },
  subject: 'SMR and Korea: 소형모듈원자로 협력',
  text: '한국과 싱가포르\n',
  html: '<p>한국과 싱가포르</p>',
  headers: {
    'List-Id': '<energy-desk.policywatch>',
    'List-Unsubscribe':
      '<https://watch.example.org/unsubscribe/energy-desk/0123456789abcdef0123456789abcdef>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Auto-Submitted': 'auto-generated',
  },
  thread: [],
}

export const MAIL_OPTIONS: MailOptions = {
  from: { name: 'Policywatch', address: 'alerts@example.org' },
  smtp: null,
  outboxDir: '/nonexistent',
  dkim: null,
}

/** Short enough that a test of a silent server ends soon. */
export const IMPATIENT: SmtpLimits = {
  connectMs: 2_000,
  greetMs: 400,
  answerMs: 400,
  attemptMs: 10_000,
  slowMs: 5_000,
  waitMs: 10_000,
  growMs: 60_000,
}
