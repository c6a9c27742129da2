import type { OptOutStatus } from '../../pipeline/list-opt-outs.ts'
import type { CliIo } from '../cli-io.ts'
import { formatLocalTime } from './format-local-time.ts'
import { formatTable } from './format-table.ts'
import { write } from './write.ts'

/** A table of who unsubscribed, and where config.yaml still lists them; nothing where nobody did. */
export function writeOptOuts(io: CliIo, optOuts: readonly OptOutStatus[], timezone: string): void {
  if (optOuts.length === 0) return
  write(
    io,
    formatTable<OptOutStatus>(
      [
        {
          title: 'UNSUBSCRIBED',
          cellOf: ({ optedOutAt }) => formatLocalTime(optedOutAt, timezone),
        },
        { title: 'ADDRESS', cellOf: ({ address }) => address },
        { title: 'FROM', cellOf: ({ subscription }) => subscription ?? '(everything)' },
        { title: 'VIA', cellOf: ({ via }) => via },
        { title: 'STILL LISTED IN', cellOf: ({ listedIn }) => listedIn.join(', '), widest: 80 },
      ],
      optOuts,
    ),
  )
}
