// A process of its own for the cluster tests: opens the cluster named by its argument, says `open <socket>`, and closes
// it when a line arrives on its standard input.
import { once } from 'node:events'
import { openCluster } from '#connectors/postgres/cluster.ts'

const [home = ''] = process.argv.slice(2)
const cluster = await openCluster(home)
console.log(`open ${cluster.socket}`)
await once(process.stdin, 'data')
await cluster.close()
console.log('closed')
process.exit(0)
