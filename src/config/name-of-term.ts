/**
 * The words of a term without the guard behind them: SMR for `SMR NOT NEAR/8 ("steam methane" OR mortality)`. That is
 * how people call it.
 */
export function nameOfTerm(term: string): string {
  return term.replace(/\s+(?:NOT\s+)?O?NEAR(?:\/\d+)?\s.*$/, '')
}
