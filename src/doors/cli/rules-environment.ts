import type { Command } from 'commander'
import { builtIn, functions } from '#gate/policy/functions.ts'
import { elementOf, isMoment, isType, types, variables } from '#gate/policy/names.ts'
import type { Cli } from './cli.ts'

const words: Readonly<Record<string, string>> = { string: 'text', double: 'number', bool: 'true or false' }

function typeInWords(type: string): string {
  const element = elementOf(type)
  if (element !== undefined) return `list of ${typeInWords(element)}`
  return isMoment(type) ? 'moment' : (words[type] ?? type)
}

const line = (name: string, type: string, doc: string): string =>
  `${name.padEnd(22)} ${type.padEnd(18)} ${doc}`

/** Every name an expression may use, from the very table the expressions are checked against. */
function environment(cli: Cli): void {
  const names = Object.entries(variables).map(([name, { type, doc }]) => ({
    name,
    type: typeInWords(type),
    doc,
  }))
  const things = Object.entries(types).map(([name, fields]) => ({
    name,
    fields: Object.entries(fields).map(([field, { type, doc }]) => ({
      name: field,
      type: typeInWords(type),
      doc,
    })),
  }))
  const own = functions.map(({ signature, doc }) => ({ name: signature, doc }))
  const language = Object.entries(builtIn).map(([name, doc]) => ({ name, doc }))
  const text = [
    'An expression is true where the action is to be held. Names:',
    ...names.map(({ name, type, doc }) => `  ${line(name, type, doc)}`),
    ...things
      .filter(({ name }) => isType(name))
      .flatMap(({ name, fields }) => [
        '',
        `${name}:`,
        ...fields.map((of) => `  ${line(of.name, of.type, of.doc)}`),
      ]),
    '',
    'Functions:',
    ...own.map(({ name, doc }) => `  ${name}\n    ${doc}`),
    '',
    'Of the language (CEL):',
    '  == != < <= > >= in && || ! + - * / % and condition ? this : that',
    ...language.map(({ name, doc }) => `  ${name.padEnd(22)} ${doc}`),
    '',
    "What a record does not have is '', 0, false or 1970-01-01; ask with knows(…) where that matters.",
  ]
  cli.print.result({ variables: names, types: things, functions: own, language }, text.join('\n'))
}

/** `daybook rules environment`: what an expression may use. */
export function registerEnvironment(rules: Command, cli: Cli): void {
  rules
    .command('environment')
    .description('the names and functions an expression of a policy may use')
    .action(() => environment(cli))
}
