import { type DocumentScan, Gap } from './document-scan.ts'
import { FIELD_DISTANCE } from './scan-document.ts'

/** Whether a phrase may run on into the token: no border lies before it, or none that the rule does not have too. */
export function mayContinue(scan: DocumentScan, token: number, ruleGap: Gap): boolean {
  const here = scan.tokens[token]
  const before = scan.tokens[token - 1]
  if (here === undefined || before === undefined) return false
  if (here.gap !== Gap.break) return true
  return ruleGap === Gap.break && here.position - before.positionEnd < FIELD_DISTANCE
}
