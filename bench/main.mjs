// npm run bench -- NAME runs bench/NAME.mjs on this machine; its figures are ratios, since machines are noisy.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const [name = ''] = process.argv.slice(2)
const script = path.join(import.meta.dirname, `${name}.mjs`)
if (!/^[a-z-]+$/.test(name) || !existsSync(script)) {
  const names = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.mjs') && file !== 'main.mjs')
  console.error(`which one? ${names.map((file) => file.slice(0, -4)).join(', ')}`)
  process.exit(2)
}
await import(script)
