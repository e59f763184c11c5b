const heading = /^##\s+(.+?)\s*$/

/** The sections of a playbook by the word their heading begins with; the text before the first `##` stands under ''. */
function sectionsOf(playbook: string): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>([['', []]])
  let name = ''
  for (const line of playbook.split(/\r?\n/)) {
    const title = heading.exec(line)?.[1]?.toLowerCase()
    if (title !== undefined) name = title.split(':')[0]?.trim() ?? ''
    sections.set(name, [...(sections.get(name) ?? []), line])
  }
  return sections
}

/**
 * What the playbook says for one kind of work at one stage: the text before the first `##`, then the named sections in
 * the order asked, each once. A heading is `## open-deal` or `## open-deal: …`. Sections it does not have are left out.
 */
export function playbookSections(playbook: string, names: readonly string[]): string {
  const sections = sectionsOf(playbook)
  return [...new Set(['', ...names])]
    .map((name) => (sections.get(name) ?? []).join('\n').trim())
    .filter(Boolean)
    .join('\n\n')
}
