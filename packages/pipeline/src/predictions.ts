import path from 'node:path'
import type { BatchColumn, Session } from '@seaworthy/datasets'
import type { Scored } from '@seaworthy/evaluation'
import { type Digest, digestOf } from '@seaworthy/record'
import { PipelineError } from './errors.ts'
import type { Line } from './line.ts'

const roles = {
  id: ['id'],
  label: ['label', 'y_true', 'target'],
  score: ['score', 'y_score', 'probability', 'proba_1'],
  cluster: ['cluster'],
} as const
type Role = keyof typeof roles

/** One predictions file: what each row is, what was true, and what was said. */
interface Predictions {
  readonly file: string
  readonly n: number
  readonly id: readonly string[] | null
  readonly label: readonly string[]
  readonly score: Float64Array
  readonly cluster: readonly string[] | null
}

export interface PairedPredictions {
  readonly scored: Scored
  /** Of the labels, in the candidate's order: what resamples are drawn by. */
  readonly testSet: Digest
}

/**
 * Two predictions files as paired rows. With ids in both they are joined by id, else row by row; a row without its partner, an id
 * that repeats, or a label that differs is an error, never dropped.
 */
export async function pairedPredictions(
  line: Line,
  request: { readonly candidate: string; readonly baseline: string; readonly positive: string | null; readonly cluster: string | null },
): Promise<PairedPredictions> {
  const session = await line.engines.session()
  const candidate = await readPredictions(session, request.candidate, request.cluster)
  const baseline = await readPredictions(session, request.baseline, null)
  const partner = partners(candidate, baseline)
  const positive = request.positive ?? '1'
  const label = new Uint8Array(candidate.n)
  const paired = new Float64Array(candidate.n)
  for (let row = 0; row < candidate.n; row++) {
    const other = partner(row)
    if (candidate.label[row] !== baseline.label[other]) {
      throw new PipelineError(
        'LABEL_INVALID',
        `row ${row} has label ${candidate.label[row]} in ${candidate.file} and ${baseline.label[other]} in ${baseline.file}`,
        { hint: 'both must predict the same rows' },
      )
    }
    label[row] = candidate.label[row] === positive ? 1 : 0
    paired[row] = baseline.score[other] ?? Number.NaN
  }
  const truth = { kind: 'binary', label, prediction: null, weight: null } as const
  const scored = {
    candidate: { ...truth, score: candidate.score },
    baseline: { ...truth, score: paired },
    cluster: candidate.cluster ? codes(candidate.cluster) : null,
    slices: [],
  }
  return { scored, testSet: digestOf(label) }
}

async function readPredictions(session: Session, file: string, cluster: string | null): Promise<Predictions> {
  const files = [{ path: path.resolve(file), name: file }]
  const present = (await session.columns(files)).map((column) => column.name)
  const find = (role: Role) => (role === 'cluster' && cluster ? cluster : (roles[role].find((name) => present.includes(name)) ?? null))
  const names = { id: find('id'), label: find('label'), score: find('score'), cluster: find('cluster') }
  if (!names.label || !names.score) {
    const missing = names.label ? 'score' : 'label'
    throw new PipelineError('COLUMN_UNDECLARED', `${file} has no column for the ${missing}`, {
      hint: `name it one of: ${roles[missing].join(', ')}; it has: ${present.join(', ')}`,
    })
  }
  const wanted = Object.values(names).flatMap((name) => (name ? [name] : []))
  const values = new Map<string, (string | number | null)[]>(wanted.map((name) => [name, []]))
  for await (const batch of session.read({ files, window: null, columns: wanted })) {
    for (const name of wanted) append(values.get(name), batch.values.get(name))
  }
  const unlabelled = (values.get(names.label) ?? []).findIndex((value) => value === null || Number.isNaN(value))
  if (unlabelled >= 0)
    throw new PipelineError('LABEL_INVALID', `row ${unlabelled} of ${file} has no label in "${names.label}"`, {
      hint: 'rows without a label cannot be judged: leave them out of both files',
    })
  const text = (name: string | null) => (name ? (values.get(name) ?? []).map(String) : null)
  // A score that is missing stays NaN, which every metric refuses with its row; Number(null) would be 0.
  const score = Float64Array.from(values.get(names.score) ?? [], (value) => (value === null ? Number.NaN : Number(value)))
  return { file, n: score.length, id: text(names.id), label: text(names.label) ?? [], score, cluster: text(names.cluster) }
}

function append(into: (string | number | null)[] | undefined, column: BatchColumn | undefined): void {
  for (const value of column?.data ?? []) into?.push(value)
}

function partners(candidate: Predictions, baseline: Predictions): (row: number) => number {
  if (candidate.n !== baseline.n)
    throw new PipelineError('LABEL_INVALID', `${candidate.file} has ${candidate.n} rows, ${baseline.file} has ${baseline.n}`, {
      hint: 'both must predict the same rows',
    })
  if (!candidate.id || !baseline.id) return (row) => row
  const rows = new Map(baseline.id.map((id, row) => [id, row]))
  if (rows.size !== baseline.n || new Set(candidate.id).size !== candidate.n)
    throw new PipelineError('LABEL_INVALID', `an id repeats in ${rows.size === baseline.n ? candidate.file : baseline.file}`)
  const ids = candidate.id
  return (row) => {
    const found = rows.get(ids[row] ?? '')
    if (found === undefined)
      throw new PipelineError('LABEL_INVALID', `id ${ids[row]} of ${candidate.file} is not in ${baseline.file}`, {
        hint: 'both must predict the same rows',
      })
    return found
  }
}

function codes(values: readonly string[]): Int32Array {
  const known = new Map<string, number>()
  return Int32Array.from(values, (value) => {
    const code = known.get(value) ?? known.size
    known.set(value, code)
    return code
  })
}
