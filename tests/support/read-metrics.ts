/** One metric as /metrics prints it. */
export type PrintedMetric = {
  readonly name: string
  readonly type: string
  readonly help: string
  /** Names of its labels; `le` of a histogram is none of ours. */
  readonly labels: readonly string[]
  /** `label=value` of every number. */
  readonly values: readonly string[]
  /** Under which its numbers are asked for: of a histogram also `…_bucket`, `…_sum` and `…_count`. */
  readonly series: readonly string[]
}

/** Takes the text of /metrics apart. */
export function readMetrics(text: string): readonly PrintedMetric[] {
  return text
    .split(/^(?=# HELP )/m)
    .filter((block) => block.startsWith('# HELP '))
    .map((block) => {
      const [help = '', type = '', ...lines] = block.trim().split('\n')
      const [, name = '', meaning = ''] = /^# HELP (\S+) (.*)$/.exec(help) ?? []
      const labels = lines.flatMap((line) =>
        [...line.matchAll(/[{,](\w+)="/g)].map(([, label]) => label!),
      )
      const values = lines.flatMap((line) =>
        [...line.matchAll(/[{,](\w+)="([^"]*)"/g)].map(([, label, value]) => `${label}=${value}`),
      )
      const series = lines.map((line) => /^[^{\s]+/.exec(line)![0])
      return {
        name,
        type: type.split(' ').at(-1)!,
        help: meaning.trim(),
        labels: [...new Set(labels)].filter((label) => label !== 'le'),
        values: [...new Set(values)],
        series: [...new Set([name, ...series])],
      }
    })
}
