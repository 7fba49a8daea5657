import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { addingModel, floatBytes, likelyModel } from '@seaworthy/inference/testing/external-model'
import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, describe, expect, it } from 'vitest'
import { deploy } from './deploy.ts'
import { realEngines } from './fixtures/engines.ts'
import { codeOf, lineOver, trainHost } from './fixtures/line.ts'
import { MemoryHub } from './fixtures/memory-hub.ts'
import type { OrdersRepository } from './fixtures/orders-repository.ts'
import { predictingConfig, predictingRepository, predictProgram, previewOrders, shipOrders } from './fixtures/predicting-repository.ts'
import type { Change } from './fixtures/tiny-repository.ts'
import { importModel } from './import-model.ts'

// Models that are folders, from training to deployment. GitHub is in memory, all else is real.
const engines = realEngines()
const open: OrdersRepository[] = []
afterAll(async () => {
  for (const repo of open) await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

async function place(config: string, files: Change) {
  const repo = await predictingRepository(config, files)
  open.push(repo)
  const [ports, hub] = [memoryPorts(), new MemoryHub()]
  let runs = 0
  const at = (sha: string) => lineOver(repo, { sha, runId: String(++runs), hub, ports, engines: engines.ofRun() })
  const change = async (files: Change) => {
    await repo.branch(`change-${++runs}`, 'main')
    const commit = await repo.commit(files)
    await repo.checkout('main')
    return commit
  }
  return { repo, ports, at, change }
}

const trained = (run: string, config = predictingConfig()) =>
  config.replace(`run: 'cp model.json "$OUT/model.json"', model: model.json`, `run: ${JSON.stringify(run)}, model: model`)

describe('a folder that only a program can read', () => {
  const config = trained('mkdir -p "$OUT/model/vocabulary" && cp model.json "$OUT/model/" && echo words > "$OUT/model/vocabulary/words.txt"').replace(
    'release: { on_merge: production }',
    `release: { on_merge: production }\n    deploy: { production: { run: 'ls "$MODEL" > deployed.txt; basename "$MODEL" >> deployed.txt' } }`,
  )
  const program = predictProgram.replace('readFileSync(process.env.MODEL,', "readFileSync(process.env.MODEL + '/model.json',")

  it('is trained, judged, published under one digest, compared with the next one, and deployed as a folder', async () => {
    const { repo, ports, at, change } = await place(config, { 'predict.mjs': program })
    const line = at(repo.first)
    const { judged, version } = await shipOrders(line, repo.first)
    const model = judged.consumed.find(({ role }) => role === 'model')
    expect([model?.name, judged.body.candidate?.digest, version]).toEqual(['model.tar', model?.digest, '1.0.0'])
    expect(await line.files.digest(path.join(line.sections.root, 'orders/train/out/model.tar'))).toEqual({
      digest: model?.digest,
      bytes: model?.bytes,
    })
    const [release] = await ports.releases.findByTag('orders@v1.0.0', { drafts: false })
    expect(release?.assets.map(({ name }) => name).toSorted()).toEqual(['checksums.txt', 'model.tar', 'profile.json', 'record.json', 'units.bin'])

    const head = await change({ 'model.json': '{ "skill": 0.7 }\n' })
    const { body } = await previewOrders(at(head), head)
    expect([body.identical, body.baseline?.digest]).toEqual([false, model?.digest])
    // The command has changed on main, so production is asked again: the folder comes out of its release.
    await repo.branch('later', 'main')
    const base = await repo.commit({ 'predict.mjs': program.replace('0.8 : 0.2', '0.9 : 0.1') })
    const later = await repo.commit({ 'model.json': '{ "skill": 0.8 }\n' })
    await repo.checkout('main')
    expect((await previewOrders(at(later), later, { base })).body.units).toEqual({ baseline: 'made', reason: null })

    const deployed = await deploy(at(repo.first), {
      model: 'orders',
      stage: 'production',
      version: null,
      variables: { PATH: process.env.PATH ?? '' },
    })
    expect(deployed.body.outcome).toBe('deployed')
    expect(await readFile(path.join(repo.root, 'deployed.txt'), 'utf8')).toBe('model.json\nvocabulary\nmodel\n')
  })

  it('is not trained where it holds a link that leads out of it', async () => {
    const linking = trained('mkdir "$OUT/model" && cp model.json "$OUT/" && ln -s ../model.json "$OUT/model/model.json"')
    const { repo, at } = await place(linking, {})
    expect(await codeOf(shipOrders(at(repo.first), repo.first))).toBe('FOLDER_UNSAFE')
  })

  it('is not trained where a file stands in the way of its archive', async () => {
    const { repo, at } = await place(trained('mkdir "$OUT/model" && cp model.json "$OUT/model/" && echo x > "$OUT/model.tar"'), {})
    expect(await codeOf(shipOrders(at(repo.first), repo.first))).toBe('OUTPUT_UNSAFE')
  })

  it('is imported as the first version', async () => {
    const { repo, ports, at } = await place(config, { 'predict.mjs': program, 'old/model.json': '{ "skill": 0.9 }\n', 'old/words.txt': 'words' })
    const line = at(repo.first)
    const imported = await importModel(line, { name: 'orders', file: path.join(repo.root, 'old'), host: trainHost() })
    const [release] = await ports.releases.findByTag('orders@v1.0.0', { drafts: false })
    expect(release?.assets.find(({ name }) => name === 'old.tar')?.digest).toBe(imported.body.model)
    expect(await codeOf(importModel(at(repo.first), { name: 'orders', file: path.join(repo.root, 'none'), host: trainHost() }))).toBe(
      'NOT_PUBLISHABLE',
    )
  })
})

describe('a folder of ONNX with its weights in another file', () => {
  const onnx = likelyModel('amount', { location: 'model.onnx.data', length: 4 })
  const maker = (files: Readonly<Record<string, Uint8Array>>) => {
    const written = Object.entries(files).map(([name, bytes]) => `write('${name}', '${Buffer.from(bytes).toString('base64')}')`)
    return `import { mkdirSync, writeFileSync } from 'node:fs'
mkdirSync(process.env.OUT + '/model')
const write = (name, text) => writeFileSync(process.env.OUT + '/model/' + name, Buffer.from(text, 'base64'))
${written.join('\n')}
`
  }
  const gates = 'roc_auc: { at_least: 0.3 }, parameters: { at_most: 1 }'
  const config = trained('node make.mjs', predictingConfig({ gates })).replace('      predict: { run: node predict.mjs }\n', '')

  it('is run here: its evidence is measured', async () => {
    const { repo, at, change } = await place(config, { 'make.mjs': maker({ 'model.onnx': onnx, 'model.onnx.data': floatBytes(-45) }) })
    const { judged, version } = await shipOrders(at(repo.first), repo.first)
    expect([judged.body.evidence[0]?.level, judged.body.candidate?.format, version]).toEqual(['measured', 'onnx', '1.0.0'])
    expect(judged.body.findings.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['roc_auc:at_least pass', 'parameters:at_most pass'])
    const head = await change({ 'make.mjs': maker({ 'model.onnx': onnx, 'model.onnx.data': floatBytes(-30) }) })
    const { body } = await previewOrders(at(head), head)
    expect([body.identical, body.baseline?.version, body.units?.baseline]).toEqual([false, '1.0.0', 'kept'])
  })

  it('is refused where its weights point outside of it', async () => {
    const outside = addingModel({ location: '../model.json' })
    const { repo, at } = await place(config, { 'make.mjs': maker({ 'model.onnx': outside }) })
    expect(await codeOf(shipOrders(at(repo.first), repo.first))).toBe('EXTERNAL_DATA')
  })
})
