import type { Command } from '../command.ts'
import { ENVIRONMENT, EXITS, type ManualSection, manualOf } from './command-manual.ts'

/** Every command on one page of Markdown: docs/COMMANDS.md. */
export function formatReference(commands: readonly Command[]): string {
  const parts = [
    '# Commands',
    'Made from the program by `npm run docs:commands`; what stands here is what `policywatch help COMMAND` says. In the container write `policywatch`, in a checkout `npx policywatch`.',
    commands
      .map(({ name, summary }) => `- [\`${name}\`](#${anchorOf(name)}): ${summary}`)
      .join('\n'),
    `Every command takes \`--config FILE\` and \`--help\`. Exit codes: ${EXITS.map(({ code, means }) => `${code} ${means}`).join(', ')}. Environment: ${ENVIRONMENT.map(([name, text]) => `\`${name}\` (${text})`).join(', ')}.`,
    ...commands.flatMap(partsOf),
  ]
  return `${parts.join('\n\n')}\n`
}

function partsOf(command: Command): readonly string[] {
  const { name, summary, usage, paragraphs, sections, seeAlso } = manualOf(command)
  const links = seeAlso.map((other) => `[\`${other}\`](#${anchorOf(other)})`)
  return [
    `## ${name}`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    `\`\`\`sh\n${usage}\n\`\`\``,
    ...paragraphs.map(plain),
    ...sections.filter(({ title }) => title !== 'Environment').flatMap(sectionParts),
    ...(links.length === 0 ? [] : [`See also: ${links.join(', ')}`]),
  ]
}

function sectionParts({ title, rows }: ManualSection): readonly string[] {
  if (title === 'Examples') {
    return [`\`\`\`sh\n${rows.map(([line, does]) => `# ${does}\n${line}`).join('\n')}\n\`\`\``]
  }
  if (title === 'Exit codes') {
    return [`Exit codes: ${rows.map(([code, means]) => `${code} ${plain(means)}`).join('; ')}.`]
  }
  const lines = rows.map(([term, text]) => `| \`${term}\` | ${plain(text)} |`)
  return [[`| ${title} | |`, '|---|---|', ...lines].join('\n')]
}

/** As hosts of repositories make them. */
function anchorOf(name: string): string {
  return name.replaceAll(' ', '-')
}

/** What Markdown would take for marks of its own. */
function plain(text: string): string {
  return text.replace(/[|<>*_[\]]/g, (mark) => `\\${mark}`)
}
