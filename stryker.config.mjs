// Whether the gate's tests would notice a change of the gate: `npm run test:mutation`. docs/gate.md has the figures.
export default {
  mutate: [
    'src/flow/5-gate/**/*.ts',
    '!src/flow/5-gate/**/*.test.ts',
    '!src/flow/5-gate/**/*step.ts',
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: true },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  incremental: true,
  incrementalFile: '.stryker/incremental.json',
  tempDirName: '.stryker/tmp',
  // TypeScript 7 has no API with which this file could be rewritten; nothing of it is needed.
  tsconfigFile: 'tsconfig.none.json',
  concurrency: 2,
  timeoutMS: 10_000,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: '.stryker/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
}
