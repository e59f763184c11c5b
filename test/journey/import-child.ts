// Imports one file into a test database and says how it went, as a process of its own: only so can its heap be limited.
//   node --max-old-space-size=96 import-child.ts SOCKET DATABASE FILE
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { crmLocal } from '#connectors/crm-local/crm.ts'
import { connect } from '#connectors/postgres/connect.ts'
import { importFiles } from '#orchestrator/import/import-files.ts'
import { noFaults } from '#ports/faults.ts'
import { openDb } from '#state/db.ts'

const [socket = '', database = '', path = ''] = process.argv.slice(2)
const pools = await connect({ kind: 'embedded', socket, database })
const clock = () => new Date()
const crm = crmLocal({ pool: pools.crm, clock })
const bytes = (await stat(path)).size
const { tally } = await importFiles(
  { world: { crm, clock, faults: noFaults }, crmSetup: crm, db: openDb(pools.app) },
  { files: [{ name: 'big.csv', bytes, open: () => createReadStream(path) }], map: [], isDryRun: false },
  {
    inspected: () => {},
    report: async () => {},
    progress: () => {},
    stop: new AbortController().signal,
  },
)
await pools.close()
console.log(JSON.stringify({ bytes, ...tally, maxRssMb: process.resourceUsage().maxRSS / 1024 }))
