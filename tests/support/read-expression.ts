/** What an expression of PromQL asks for, as far as our files write it. */
export type Expression = {
  readonly metrics: readonly string[]
  /** Names of labels that it selects or groups by. */
  readonly labels: readonly string[]
  /** Of selectors: the metric, the label and each value that it is to have. */
  readonly wanted: readonly { readonly metric: string; readonly value: string }[]
}

/** Given to each number by Prometheus itself, or made of it by a histogram. */
const NOT_OURS = ['instance', 'job', 'le']

export function readExpression(text: string): Expression {
  const selectors = [...text.matchAll(/([a-z_]+)\{([^}]*)\}/g)].map(
    ([, metric = '', inside = '']) => ({
      metric,
      pairs: [...inside.matchAll(/(\w+)\s*=~?\s*"([^"]*)"/g)].map(
        ([, label = '', values = '']) => ({
          label,
          values: values.split('|'),
        }),
      ),
    }),
  )
  const grouped = [...text.matchAll(/\b(?:by|on)\s*\(([^)]*)\)/g)].flatMap(([, inside = '']) =>
    inside.split(',').map((label) => label.trim()),
  )
  const selected = selectors.flatMap(({ pairs }) => pairs.map(({ label }) => label))
  const withoutSelectors = text.replace(/\{[^}]*\}/g, '').replace(/\([a-z_, ]*\)(?= \()/g, '')
  return {
    metrics: [...withoutSelectors.matchAll(/\b(?:policywatch|process|nodejs)_\w+|\bup\b/g)].map(
      String,
    ),
    labels: [...grouped, ...selected].filter((label) => !NOT_OURS.includes(label)),
    wanted: selectors.flatMap(({ metric, pairs }) =>
      pairs
        .filter(({ label }) => !NOT_OURS.includes(label))
        .flatMap(({ label, values }) =>
          values.map((value) => ({ metric, value: `${label}=${value}` })),
        ),
    ),
  }
}
