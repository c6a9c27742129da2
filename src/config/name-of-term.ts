/**
 * The words of a term without the guard behind them: SMR for `SMR NOT NEAR/8 ("steam methane" OR mortality)`, and without
 * the quotes that a phrase wears only for its guard. That is how people call it.
 */
export function nameOfTerm(term: string): string {
  const words = term.replace(/\s+(?:NOT\s+)?O?NEAR(?:\/\d+)?\s.*$/, '')
  return words === term ? term : words.replace(/^"([^"]+)"$/, '$1')
}
