/** Made when the first name is asked for, because that takes some ten milliseconds. */
let names: Intl.DisplayNames | null = null

/** The English name of a language, as in "Korean"; the code itself where it has none. */
export function nameOfLanguage(code: string): string {
  names ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
