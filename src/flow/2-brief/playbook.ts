import type { AccountStage } from '#records/stage.ts'

const heading = /^##\s+(.+?)\s*$/

/**
 * What the playbook says for one stage: the text before the first `##`, then the section whose heading begins with the
 * stage's name (`## open-deal` or `## open-deal: …`). A playbook without that section gives the general part alone.
 */
export function playbookSection(playbook: string, stage: AccountStage): string {
  const general: string[] = []
  const section: string[] = []
  let into: string[] | undefined = general
  for (const line of playbook.split(/\r?\n/)) {
    const title = heading.exec(line)?.[1]?.toLowerCase()
    if (title !== undefined) into = title === stage || title.startsWith(`${stage}:`) ? section : undefined
    into?.push(line)
  }
  return [general, section]
    .map((lines) => lines.join('\n').trim())
    .filter(Boolean)
    .join('\n\n')
}
