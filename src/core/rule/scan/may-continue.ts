import type { DocumentScan } from './document-scan.ts'
import { Gap } from './gap.ts'
import { FIELD_DISTANCE } from './scan-document.ts'

/** Whether a phrase may run on into the token: no border lies before it, or none that the rule does not have too. */
export function mayContinue({ tokens }: DocumentScan, token: number, ruleGap: Gap): boolean {
  if (token <= 0 || token >= tokens.count) return false
  if (tokens.gapAt(token) !== Gap.break) return true
  if (ruleGap !== Gap.break) return false
  return (tokens.positions[token] ?? 0) - tokens.positionEndAt(token - 1) < FIELD_DISTANCE
}
