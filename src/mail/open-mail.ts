import { SMTP_LIMITS, type SmtpLimits } from '../core/alert/smtp-limits.ts'
import { parseSmtpUrl } from '../core/alert/smtp-url.ts'
import { findDkimProblem } from './find-dkim-problem.ts'
import type { Mail, MailOptions } from './mail.ts'
import { OutboxMail } from './outbox-mail.ts'
import { SmtpMail } from './smtp-mail.ts'
import { UnusableMail } from './unusable-mail.ts'

/**
 * Mail as configured. Never throws: with settings that cannot work, each attempt ends as `unreachable` with the reason,
 * so that alerts wait and go out once the settings are right.
 */
export function openMail(options: MailOptions, limits: SmtpLimits = SMTP_LIMITS): Mail {
  const problem = options.dkim === null ? null : findDkimProblem(options.dkim.key)
  if (problem !== null) {
    return new UnusableMail(problem)
  }
  if (options.smtp === null) {
    return new OutboxMail(options)
  }
  const url = parseSmtpUrl(options.smtp)
  return url.kind === 'parsed'
    ? new SmtpMail(options, url.server, limits)
    : new UnusableMail(`The mail server's URL ${url.problem}`)
}
