// The house, base to roof. A floor may import itself and the floors named beside it, nothing else.
const floors = {
  base: '',
  records: 'base',
  ports: 'base records',
  state: 'base records ports',
  tools: 'base records ports state',
  flow: 'base records ports state tools',
  orchestrator: 'base records ports state tools flow',
  connectors: 'base records ports',
  doors: 'base records ports state tools flow orchestrator',
  main: 'base records ports state tools flow orchestrator connectors doors',
}
// What the gate's rules may use besides our own code: pure and synchronous only. Each entry says why it is here.
const gateLibraries = {
  zod: 'schemas and their types',
  'linkify-it': 'finds links in text, pure: what mail programs make a link of',
  'countries-and-timezones': 'the zones of a country, pure data: when a message may arrive',
  'email-providers': 'domains at which anybody can have a mailbox, pure data',
  'an-array-of-english-words':
    'a word list, pure data: a company named like a dictionary word is not recognised by its name',
  stemmer: 'English stems, one pure function: a plural or a past tense of a cited word is that word',
  tinyld: 'the language of a text, pure data and arithmetic',
  '@marcbachmann/cel-js': "the language of a book's own rules: typed, without loops of its own, pure",
}
const floorRules = Object.entries(floors).map(([floor, below]) => ({
  name: `floor: ${floor}`,
  severity: 'error',
  comment: `${floor}/ may import only: ${floor} ${below}`,
  from: { path: `^src/${floor}/` },
  to: { path: '^src/', pathNot: `^src/(${[floor, ...below.split(' ').filter(Boolean)].join('|')})/` },
}))
const law = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const test = '[.]test[.]ts$'
const shell = '(step|[.]test)[.]ts$' // step.ts, and send-step.ts where a step has two shells
export default {
  forbidden: [
    ...floorRules,
    law(
      'every file stands on a floor',
      'Put it in one of the folders above; a new folder needs a line in that table.',
      { path: '^src/', pathNot: `^src/(${Object.keys(floors).join('|')})/` },
      {},
    ),
    law(
      'steps meet only in journey.ts',
      'Pass a record through flow/journey.ts instead of reaching into another step.',
      { path: '^src/flow/([^/]+)/' },
      { path: '^src/flow/[^/]+/', pathNot: '^src/flow/$1/' },
    ),
    law(
      'in flow only *step.ts touches the world',
      'Read in step.ts and hand the value to the pure file as an argument.',
      { path: '^src/flow/[^/]+/', pathNot: shell },
      { path: '^src/(ports|state|tools)/' },
    ),
    law(
      'the pure floors know no Node',
      'Files, network, timers and the process belong to connectors, tools and main. (The English word list is read as it lies: imported, it is 26 MB of strings.)',
      { path: '^src/(base|records|flow/[^/]+)/', pathNot: [shell, '^src/flow/5-gate/dictionary[.]ts$'] },
      { dependencyTypes: ['core'] },
    ),
    law(
      'base knows no package',
      'If base needs a package, the thing does not belong in base.',
      { path: '^src/base/', pathNot: test },
      { dependencyTypes: ['npm', 'npm-dev'] },
    ),
    law(
      'records and flow know one package: zod',
      'Wrap the package in a connector behind a port.',
      { path: '^src/(records|flow)/', pathNot: [test, '^src/flow/5-gate/'] },
      { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/zod/' },
    ),
    law(
      'the gate knows only its listed libraries',
      'If it is pure and synchronous, list it above with its reason; else read the value in step.ts.',
      { path: '^src/flow/5-gate/', pathNot: test },
      {
        dependencyTypes: ['npm', 'npm-dev'],
        pathNot: `node_modules/(${Object.keys(gateLibraries).join('|')})/`,
      },
    ),
    law(
      'who makes the gate bench knows no rule of the gate',
      'A generator that shares code or words with the rules measures nothing: say it in its own words.',
      { path: '^bench/gate/generate/' },
      { path: '^src/flow/', reachable: true },
    ),
    law(
      'who makes the gate bench uses no library of the gate',
      'A word list or parser that both sides know hides what the gate cannot see.',
      { path: '^bench/gate/generate/' },
      { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/(zod|csv-parse)/' },
    ),
    law(
      'doors and tools read, they never write',
      'Call the orchestrator or a flow step; it writes through the gate.',
      { path: '^src/(doors|tools)/' },
      { path: '^src/state/', pathNot: '^src/state/(read/|db[.]ts$)' },
    ),
    law(
      'telemetry costs nothing until it is asked for',
      'Nobody imports what loads the OpenTelemetry SDK but connectors/telemetry/open.ts, once a run begins: await import().',
      { path: '^src/', pathNot: '^src/connectors/telemetry/(sdk|spans|meters)[.]ts$' },
      {
        path: '^src/connectors/telemetry/(sdk|spans|meters)[.]ts$|node_modules/@opentelemetry/',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    ),
    law('no cycle', 'Move what both need down one floor, or one file.', {}, { circular: true }),
    law(
      'no orphan',
      'Nobody imports it and it imports nobody: delete it.',
      { orphan: true, path: '^src/', pathNot: '[.]d[.]ts$' },
      {},
    ),
  ],
  options: {
    parser: 'swc', // TypeScript 7 has no parser API that dependency-cruiser can use yet
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['daybook-source', 'import', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
}
