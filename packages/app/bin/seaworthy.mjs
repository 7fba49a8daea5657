#!/usr/bin/env node
// Runs the sources where they are (a clone) and the built files where they were built, on a Node that can.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
const [major] = process.versions.node.split('.').map(Number)
const own = path.resolve(here, '../../../node_modules/.bin/node')
const source = path.resolve(here, '../src/terminal-main.ts')

if (existsSync(source) && !process.execArgv.includes('--conditions=source')) {
  const node = major >= 24 ? process.execPath : existsSync(own) ? own : null
  if (!node) {
    console.error('seaworthy needs Node 24 or newer here: run npm run setup in its repository first')
    process.exit(2)
  }
  const { status } = spawnSync(node, ['--conditions=source', source, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exit(status ?? 3)
}
// Compiled code is kept between runs, in a folder of this user alone: a third of a short command is compiling.
module.enableCompileCache?.(path.join(os.homedir(), '.cache', 'seaworthy', 'compiled'))
const { runTerminal } = await import(existsSync(source) ? source : path.resolve(here, '../lib/index.js'))
await runTerminal(process.argv.slice(2))
