/** After a deployment: what stands at $DEPLOY_DIR is the version and the very bytes that were to be deployed. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const { MODEL: model, VERSION: version, DEPLOY_DIR: folder = 'deployed' } = process.env
const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')
const found = readFileSync(join(folder, 'VERSION'), 'utf8').trim()

if (found !== version) throw new Error(`${folder} holds version ${found}, not ${version}`)
if (sha256(join(folder, 'model.onnx')) !== sha256(model)) throw new Error(`${folder}/model.onnx is not the model of version ${version}`)
console.log(`${version} stands in ${folder}`)
