import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate.ts'
import { realEngines } from '../fixtures/engines.ts'
import { codeOf, lineOver, type TestLine } from '../fixtures/line.ts'
import { mask, plainMask, previewVision, scenes, type VisionRepository, visionModel, visionRepository } from '../fixtures/vision-repository.ts'
import { rowsOf } from '../judging/predicting/rows-of-prediction.ts'
import { readUnits } from '../judging/predicting/units-file.ts'
import { renderRun } from '../report.ts'

const engines = realEngines()
const repositories: VisionRepository[] = []
afterAll(async () => {
  for (const repo of repositories) await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

interface Config {
  readonly task: string
  readonly images?: string
  readonly evaluate: string
  readonly model?: string
}

const configOf = ({ task, images = 'data/pictures/**/*.png', evaluate, model = 'model.onnx' }: Config) => `samples: show
models:
  sight:
    task: ${task}
    data:
      train: { source: data/train.csv, images: ${images}, label: truth }
      test: { source: data/test.csv, images: ${images}, label: truth, id: id }
    leakage: { duplicate_rows: off, shared_ids: off, time_overlap: off, conflicting_labels: off, label_in_feature: off }
    train: { run: 'cp ${model} "$OUT/${model}"; ls -R "$(dirname "$DATA_TRAIN")" > "$OUT/seen.txt"', model: ${model} }
    evaluate: ${evaluate}
`

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const csv = (rows: readonly (readonly [photo: string, truth: string])[]) =>
  `id,photo,truth\n${rows.map(([photo, truth], at) => `${at},${photo},${quoted(truth)}`).join('\n')}\n`

async function repositoryOf(files: Parameters<typeof visionRepository>[0]): Promise<VisionRepository> {
  const repo = await visionRepository(files, () => engines.ofRun())
  repositories.push(repo)
  return repo
}

const lineAt = (repo: VisionRepository, sha: string): TestLine => lineOver(repo, { sha, engines: engines.ofRun() })

const masks = Object.fromEntries(scenes.map((scene, at) => [`data/pictures/masks/${at}.png`, mask(scene)]))
const maskedRows = csv(scenes.map((_, at) => [`photos/${at}.png`, `masks/${at}.png`]))
const boxed = scenes.map(({ red, green }) => [
  { bbox: red, category: 'red' },
  { bbox: green, category: 'green' },
])
const boxedRows = csv(boxed.map((boxes, at) => [`photos/${at}.png`, JSON.stringify(boxes)]))

/** Both datasets of the same rows: nothing here is trained. */
const data = (rows: string) => ({ 'data/train.csv': rows, 'data/test.csv': rows })

/** A model with other words in its metadata, as long as those that were there. */
async function reworded(name: string, from: string, to: string): Promise<Uint8Array> {
  const text = Buffer.from(await visionModel(name)).toString('latin1')
  if (!text.includes(from) || from.length !== to.length) throw new Error(`${name} has no ${from}`)
  return new Uint8Array(Buffer.from(text.replace(from, to), 'latin1'))
}

describe('segmentation by a model file', () => {
  const rules = '{ primary: mean_iou, metrics: [mean_iou, "iou_class:red"], gates: { mean_iou: { at_least: 0.9, non_inferior: 0.02 } } }'
  const config = configOf({ task: 'segmentation', evaluate: rules })
  let repo: VisionRepository
  beforeAll(async () => {
    repo = await repositoryOf({ 'seaworthy.yml': config, ...data(maskedRows), 'model.onnx': await duller(), ...masks })
  })
  // Sees red too dark, and so nowhere.
  const duller = () => reworded('class_map', '"mean": [0.1', '"mean": [0.7')

  it('is judged on the masks that the rows name, image by image, beside production, and told in the comment', async () => {
    const production = path.join(repo.root, '.git', 'production.onnx')
    await writeFile(production, await duller())
    await repo.branch('brighter', 'main')
    const head = await repo.commitAll({ 'model.onnx': await visionModel('class_map') })
    const line = lineAt(repo, head)
    const { plan, judged } = await previewVision(line, head, production)
    expect(judged.body.dataset).toMatchObject({ rows: 12, clusters: 12, unit: 'image' })
    const shown = judged.body.evidence.map(({ metric, candidate, baseline, level }) => ({ metric, candidate, baseline, level }))
    expect(shown).toEqual([
      { metric: 'mean_iou', candidate: 1, baseline: expect.any(Number), level: 'measured' },
      { metric: 'iou_class:red', candidate: 1, baseline: 0, level: 'measured' },
    ])
    expect(judged.body.findings.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['mean_iou:non_inferior', 'pass'],
      ['mean_iou:at_least', 'pass'],
    ])
    expect((await renderRun(line, plan)).comment).toContain('images assumed independent')
    const seen = await readFile(path.join(await line.sections.folder('sight', 'train'), 'out', 'seen.txt'), 'utf8')
    expect(seen.split('\n').filter((name) => name === '11.png' || name.endsWith('s'))).toEqual(['masks', 'photos', '11.png', '11.png'])
  })

  it('refuses images that changed since they were locked', async () => {
    await repo.branch('changed', 'main')
    const commit = await repo.commit({ 'data/pictures/photos/0.png': 'other' })
    expect(await codeOf(previewVision(lineAt(repo, commit), commit))).toBe('DATA_CHANGED')
  })
})

describe('detection by a model file', () => {
  const rules = '{ primary: ap, metrics: [ap, ap_50], gates: { ap: { at_least: 0.8, on: point } } }'
  const config = configOf({ task: 'detection', images: 'data/pictures/photos/*', evaluate: rules })

  it.each(['boxes_three', 'boxes_lines'])('is judged on the boxes that the rows list: %s', async (name) => {
    const repo = await repositoryOf({ 'seaworthy.yml': config, ...data(boxedRows), 'model.onnx': await visionModel(name) })
    const line = lineAt(repo, repo.first)
    const { plan, judged } = await previewVision(line, repo.first)
    expect(judged.body.dataset).toMatchObject({ rows: 12, unit: 'image' })
    const [ap, overHalf] = judged.body.evidence
    // The letterbox of 32 × 32 enlarges the photos by a third, and rounds the edges of boxes.
    expect([ap?.level, name === 'boxes_three' ? ap?.candidate : Number(ap?.candidate) > 0.8]).toEqual(['measured', name === 'boxes_three' ? 1 : true])
    expect(overHalf).toMatchObject({ metric: 'ap_50', candidate: 1 })
    // What is published brings along what its model said of each image, for the next candidate.
    await evaluate(line, { plan, name: 'sight', binding: true, baselineFile: null, host: null })
    const kept = await readFile(path.join(await line.sections.folder('sight', 'evaluate'), 'units.bin'))
    expect(rowsOf(readUnits(kept, 'units.bin').prediction)).toBe(12)
  })
})

describe('what a command predicts', () => {
  const rules = (primary: string) =>
    `{ primary: ${primary}, predict: { run: node predict.mjs }, gates: { ${primary}: { at_least: 0.5, on: point } } }`
  const programOf = (body: string) => `import { copyFileSync, readFileSync, existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
const folder = path.dirname(process.env.DATA)
const [header, ...lines] = readFileSync(process.env.DATA, 'utf8').trim().split('\\n')
if (!header.startsWith('id,photo')) throw new Error('these columns were not expected: ' + header)
const out = path.dirname(process.env.OUT)
const rows = lines.map((line) => line.split(','))
${body}
`

  it('is masks beside its file, of photos that lie beside its rows', async () => {
    const program = programOf(`if (existsSync(path.join(folder, 'masks'))) throw new Error('the masks were given')
for (const [id, photo] of rows) {
  if (readFileSync(path.join(folder, photo)).length === 0) throw new Error('the photo is empty')
  copyFileSync('said/' + id + '.png', path.join(out, 'said' + id + '.png'))
}
writeFileSync(process.env.OUT, ['id,prediction', ...rows.toReversed().map(([id]) => id + ',said' + id + '.png')].join('\\n'))`)
    // Another column names the masks, too: they are not given for all that.
    const twice = `id,photo,again,truth\n${scenes.map((_, at) => `${at},photos/${at}.png,masks/${at}.png,masks/${at}.png`).join('\n')}\n`
    const said = Object.fromEntries(scenes.map(({ red }, at) => [`said/${at}.png`, plainMask(red)]))
    const config = configOf({ task: 'segmentation', model: 'model.bin', evaluate: rules('pixel_accuracy') })
    const repo = await repositoryOf({
      'seaworthy.yml': config,
      ...data(twice),
      ...masks,
      ...said,
      'model.bin': 'weights',
      'predict.mjs': program,
    })
    const line = lineAt(repo, repo.first)
    const { plan, judged } = await previewVision(line, repo.first)
    expect(judged.body.dataset).toMatchObject({ rows: 12, unit: 'image' })
    // Nothing green was found: of 383 judged pixels those are wrong.
    const wrong = scenes.reduce((sum, { green }) => sum + green[2] * green[3], 0)
    expect(judged.body.evidence[0]).toMatchObject({ level: 'predicted', candidate: expect.closeTo(1 - wrong / (12 * 383), 12) })
    // The job that publishes runs no command: it takes what this one handed on.
    const published = await evaluate(line, { plan, name: 'sight', binding: true, baselineFile: null, host: null })
    expect(published.body.evidence).toEqual(judged.body.evidence)
  })

  it('is boxes in one column, by id', async () => {
    const program = programOf(`const boxes = JSON.parse(readFileSync('boxes.json', 'utf8'))
const quoted = (text) => '"' + text.replaceAll('"', '""') + '"'
writeFileSync(process.env.OUT, ['id,detections', ...rows.toReversed().map(([id]) => id + ',' + quoted(JSON.stringify(boxes[id])))].join('\\n'))`)
    const boxes = JSON.stringify(boxed.map((found) => found.map((box) => ({ ...box, score: 0.5 }))))
    const config = configOf({ task: 'detection', images: 'data/pictures/photos/*', model: 'model.bin', evaluate: rules('ap_50') })
    const repo = await repositoryOf({
      'seaworthy.yml': config,
      ...data(boxedRows),
      'boxes.json': boxes,
      'model.bin': 'weights',
      'predict.mjs': program,
    })
    const { judged } = await previewVision(lineAt(repo, repo.first), repo.first)
    expect(judged.body.evidence[0]).toMatchObject({ metric: 'ap_50', level: 'predicted', candidate: 1 })
  })

  it('is texts', async () => {
    const program = programOf(
      `writeFileSync(process.env.OUT, ['id,prediction', ...rows.map(([id], at) => id + ',a scene' + (at % 2 ? ' of red' : ''))].join('\\n'))`,
    )
    const config = configOf({ task: 'text', images: 'data/pictures/photos/*', model: 'model.bin', evaluate: rules('exact_match') })
    const rows = csv(scenes.map((_, at) => [`photos/${at}.png`, 'a scene']))
    const repo = await repositoryOf({ 'seaworthy.yml': config, ...data(rows), 'model.bin': 'weights', 'predict.mjs': program })
    const { judged } = await previewVision(lineAt(repo, repo.first), repo.first)
    expect(judged.body.evidence[0]).toMatchObject({ metric: 'exact_match', level: 'predicted', candidate: 0.5 })
    expect(judged.body.dataset).toMatchObject({ rows: 12, unit: 'document' })
  })

  it('is refused where it names a link to a file elsewhere', async () => {
    const program = programOf(`const { symlinkSync } = await import('node:fs')
symlinkSync(path.join(folder, rows[0][1]), path.join(out, 'link.png'))
writeFileSync(process.env.OUT, ['prediction', ...rows.map(() => 'link.png')].join('\\n'))`)
    const config = configOf({ task: 'segmentation', model: 'model.bin', evaluate: rules('mean_iou') })
    const repo = await repositoryOf({ 'seaworthy.yml': config, ...data(maskedRows), ...masks, 'model.bin': 'weights', 'predict.mjs': program })
    expect(await codeOf(previewVision(lineAt(repo, repo.first), repo.first))).toBe('OUTPUT_UNSAFE')
  })
})
