// Labels and scores as raw files that both sides read: nothing of what they are made with is timed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { RandomSource, seedOf } from '@seaworthy/stats'

/** Two correlated models on the same rows: `label` of bytes, `candidate` and `baseline` of float64. */
export function rowFiles(folder, rows) {
  const file = (name) => path.join(folder, `scored-${rows}-${name}.bin`)
  const files = { label: file('label'), candidate: file('candidate'), baseline: file('baseline') }
  if (Object.values(files).every((one) => existsSync(one))) return files
  const random = new RandomSource(seedOf(`scored ${rows}`))
  const label = new Uint8Array(rows)
  const [candidate, baseline] = [new Float64Array(rows), new Float64Array(rows)]
  const noise = () => random.uniform() + random.uniform() + random.uniform() - 1.5
  for (let row = 0; row < rows; row++) {
    label[row] = random.uniform() < 0.2 ? 1 : 0
    const shared = noise()
    candidate[row] = 1 / (1 + Math.exp(1.4 - 1.3 * label[row] - 1.5 * shared - 0.6 * noise()))
    baseline[row] = 1 / (1 + Math.exp(1.4 - 1.2 * label[row] - 1.5 * shared - 0.7 * noise()))
  }
  writeFileSync(files.label, label)
  writeFileSync(files.candidate, new Uint8Array(candidate.buffer))
  writeFileSync(files.baseline, new Uint8Array(baseline.buffer))
  return files
}

export function readRows(files) {
  const numbers = (file) => {
    const bytes = readFileSync(file)
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  }
  const truth = { kind: 'binary', label: new Uint8Array(readFileSync(files.label)), prediction: null, weight: null }
  return { candidate: { ...truth, score: numbers(files.candidate) }, baseline: { ...truth, score: numbers(files.baseline) } }
}
