/** In English, as Unicode has them. Made when first asked for: it takes up to a tenth of a second. */
let names: Intl.DisplayNames | undefined

/** Codes that Unicode knows and that are no country: unknown, test data, a zone of a currency, a part of an ocean. */
const NO_COUNTRIES: ReadonlySet<string> = new Set(['ZZ', 'XA', 'XB', 'EZ', 'QO'])

/**
 * The English name of a country by its code of two capitals (ISO 3166-1; EU and UN too); null for any other, also for one that was
 * withdrawn (SU) or that people write for another (UK).
 */
export function nameOfCountry(code: string): string | null {
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRIES.has(code)) return null
  if (new Intl.Locale(`und-${code}`).region !== code) return null
  names ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  return names.of(code) ?? null
}

/** All codes that have a name, with it. */
export function listCountries(): readonly { readonly code: string; readonly name: string }[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters.flatMap((first) =>
    letters.flatMap((second) => {
      const code = `${first}${second}`
      const name = nameOfCountry(code)
      return name === null ? [] : [{ code, name }]
    }),
  )
}
