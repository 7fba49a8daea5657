/** Puts $MODEL where a server would pick it up: $DEPLOY_DIR (default ./deployed), the version beside it, written last. */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const { MODEL: model, VERSION: version, DEPLOY_DIR: folder = 'deployed' } = process.env
const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')
const target = join(folder, 'model.onnx')

mkdirSync(folder, { recursive: true })
cpSync(model, `${target}.part`)
if (sha256(`${target}.part`) !== sha256(model)) throw new Error(`${target}.part is not a copy of ${model}`)
renameSync(`${target}.part`, target)
writeFileSync(join(folder, 'VERSION'), `${version}\n`)
console.log(`${version} is at ${target}, sha256:${sha256(target)}`)
