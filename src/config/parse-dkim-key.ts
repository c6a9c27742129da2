import { createPrivateKey } from 'node:crypto'
import { bad, type ParsedValue, parsed } from './parsed-value.ts'

/**
 * Reads an RSA private key in PEM form. The mail library sends unsigned, without an error, when it cannot use a key;
 * so an unusable one is refused here. Complaints never repeat the key.
 */
export function parseDkimKey(text: string): ParsedValue<string> {
  const hint = `take it from a file: "\${file:/run/secrets/dkim}"`
  try {
    const type = createPrivateKey(text).asymmetricKeyType
    if (type === 'rsa') return parsed(text)
    return bad('bad-dkim-key', `a DKIM key must be RSA; this one is ${type}`, hint)
  } catch {
    return bad(
      'bad-dkim-key',
      'this is not a private key in PEM form, or it has a passphrase',
      hint,
    )
  }
}
