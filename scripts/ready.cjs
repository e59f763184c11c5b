// Runs before `npm start` and `npm test`, possibly under a very old Node: plain CommonJS, no package, no new syntax.
// It installs what package-lock.json names, once per content of that file. Chosen against: `npm ci` on every start
// (15 seconds each). Accepted instead: a node_modules edited by hand is not noticed.
//   node scripts/ready.cjs          install if the mark does not fit the lock file
//   node scripts/ready.cjs --mark   only write the mark (npm runs this as "prepare", after `npm install` or `npm ci`)
'use strict'
var crypto = require('crypto')
var fs = require('fs')
var path = require('path')
var child = require('child_process')

var root = path.join(__dirname, '..')
var modules = path.join(root, 'node_modules')
var mark = path.join(modules, '.daybook-ready')

function wanted() {
  var lock = fs.readFileSync(path.join(root, 'package-lock.json'))
  var digest = crypto.createHash('sha256').update(lock).digest('hex')
  return digest + ' ' + process.platform + '-' + process.arch + '\n'
}

function found() {
  try {
    return fs.readFileSync(mark, 'utf8')
  } catch (error) {
    return ''
  }
}

function writeMark() {
  if (fs.existsSync(modules)) fs.writeFileSync(mark, wanted())
}

function install() {
  console.error('Daybook: installing its packages (once, about half a minute) ...')
  var npm = process.env.npm_execpath
  var viaNode = npm && /js$/.test(npm)
  var command = viaNode ? process.execPath : npm || 'npm'
  var more = ['ci', '--loglevel=error', '--no-audit', '--no-fund']
  var result = child.spawnSync(command, viaNode ? [npm].concat(more) : more, {
    cwd: root,
    stdio: ['ignore', 2, 2], // standard output belongs to the command that follows
    shell: !viaNode && process.platform === 'win32',
  })
  if (result.status !== 0) {
    console.error('Daybook: `npm ci` failed, see above. Fix that, then run the same command again.')
    process.exit(result.status || 1)
  }
  writeMark()
}

function warnWithoutNode() {
  var local = path.join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  var parts = process.versions.node.split('.')
  var old = Number(parts[0]) < 22 || (Number(parts[0]) === 22 && Number(parts[1]) < 18)
  if (old && !fs.existsSync(local)) {
    console.error(
      'Daybook needs Node 22.18 or newer and found ' +
        process.version +
        '; the packaged Node 24 is not installed.\n' +
        'Install Node 24, or run `npm ci` without --ignore-scripts and without --omit=optional.',
    )
    process.exit(1)
  }
}

if (process.argv[2] === '--mark') writeMark()
else {
  if (found() !== wanted()) install()
  warnWithoutNode()
}
