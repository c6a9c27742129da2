import type { Command } from './command.ts'
import { backtestCommand } from './commands/backtest.ts'
import { backupCommand } from './commands/backup.ts'
import { checkCommand } from './commands/check.ts'
import { completionCommand } from './commands/completion.ts'
import { conceptsCommand } from './commands/concepts.ts'
import { deliverCommand } from './commands/deliver.ts'
import { demoCommand } from './commands/demo.ts'
import { explainCommand } from './commands/explain.ts'
import { exportCommand } from './commands/export.ts'
import { feedsCatalogCommand } from './commands/feeds-catalog.ts'
import { feedsFindCommand } from './commands/feeds-find.ts'
import { helpCommand } from './commands/help.ts'
import { importCommand } from './commands/import.ts'
import { inspectCommand } from './commands/inspect.ts'
import { ledgerCommand } from './commands/ledger.ts'
import { matchCommand } from './commands/match.ts'
import { migrateCommand } from './commands/migrate.ts'
import { optOutsCommand } from './commands/opt-outs.ts'
import { pollCommand } from './commands/poll.ts'
import { pruneCommand } from './commands/prune.ts'
import { restoreCommand } from './commands/restore.ts'
import { runCommand } from './commands/run.ts'
import { schemaCommand } from './commands/schema.ts'
import { searchCommand } from './commands/search.ts'
import { sendTestCommand } from './commands/send-test.ts'
import { statusCommand } from './commands/status.ts'

/** Every command, in the order of `policywatch --help`: what is done daily first. */
export const COMMANDS: readonly Command[] = [
  runCommand,
  pollCommand,
  deliverCommand,
  checkCommand,
  inspectCommand,
  feedsFindCommand,
  feedsCatalogCommand,
  importCommand,
  exportCommand,
  matchCommand,
  backtestCommand,
  conceptsCommand,
  searchCommand,
  explainCommand,
  statusCommand,
  ledgerCommand,
  optOutsCommand,
  sendTestCommand,
  backupCommand,
  restoreCommand,
  pruneCommand,
  migrateCommand,
  schemaCommand,
  completionCommand,
  demoCommand,
  helpCommand,
]
