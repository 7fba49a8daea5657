import { ResultsError } from '../errors.ts'
import { namedMetrics } from '../named-metrics.ts'
import { isRecord } from '../parse-json.ts'
import { filesWhere, type ResultsReader } from '../reader.ts'

type Curves = readonly (readonly [string, readonly number[]])[]

/** Keras' `History.history` as JSON: a list for each name, one number for each epoch. */
export const kerasHistory: ResultsReader = {
  format: 'keras',
  claims: (source) => filesWhere(source.matching(/\.json$/i), async (file) => isHistory(await source.json(file))),
  async read(source, files) {
    const file = files.at(-1) ?? ''
    const curves = curvesOf(await source.json(file), '')
    const epochs = Math.max(0, ...curves.map(([, values]) => values.length))
    return { format: 'keras', metrics: ends(curves, file), taken: `epoch ${epochs}, the last`, samples: null }
  },
}

/** `evals_result` of XGBoost and LightGBM: a curve for each metric of each data set; of each the last round. */
export const boosting: ResultsReader = {
  format: 'boosting',
  claims: (source) => filesWhere(source.matching(/\.json$/i), async (file) => isEvals(await source.json(file))),
  async read(source, files) {
    const file = files.at(-1) ?? ''
    const value = await source.json(file)
    const curves = isRecord(value) ? Object.entries(value).flatMap(([set, measured]) => curvesOf(measured, `${set}/`)) : []
    const rounds = Math.max(0, ...curves.map(([, values]) => values.length))
    return { format: 'boosting', metrics: ends(curves, file), taken: `round ${rounds}, the last`, samples: null }
  },
}

function isHistory(value: unknown): boolean {
  return isRecord(value) && 'loss' in value && Object.values(value).every(isCurve)
}

function isEvals(value: unknown): boolean {
  if (!isRecord(value)) return false
  const sets = Object.values(value)
  return sets.length > 0 && sets.every((set) => isRecord(set) && Object.keys(set).length > 0 && Object.values(set).every(isCurve))
}

function isCurve(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number')
}

function curvesOf(value: unknown, prefix: string): Curves {
  return isRecord(value) ? Object.entries(value).flatMap(([name, curve]) => (isCurve(curve) ? [[`${prefix}${name}`, curve] as const] : [])) : []
}

function ends(curves: Curves, file: string) {
  const lengths = new Set(curves.map(([, values]) => values.length))
  if (lengths.size > 1)
    throw new ResultsError('RESULTS_BROKEN', `${file} has curves of ${[...lengths].join(' and ')} numbers`, { hint: 'was it written to its end?' })
  return namedMetrics(
    curves.map(([name, values]) => [name, values.at(-1) ?? Number.NaN] as const),
    file,
  )
}
