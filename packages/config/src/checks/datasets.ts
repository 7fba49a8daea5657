import { suggestion } from '../nearest.ts'
import { parseWindow } from '../window.ts'
import { mapOf, type Objection, type UncheckedModel } from './check.ts'

/** Datasets that name each other, windows that need a time column, and a test set with labels where a model is trained. */
export function checkDatasets({ name, raw }: UncheckedModel): readonly Objection[] {
  const data = mapOf(raw.data)
  const windows = Object.keys(data).flatMap((dataset) => checkWindow(data, dataset))
  return [...windows, ...(raw.train === undefined || hasOwnData(raw) ? [] : checkJudgingSet(name, raw, data))]
}

function checkWindow(data: Readonly<Record<string, unknown>>, dataset: string): readonly Objection[] {
  const { window, time } = mapOf(data[dataset])
  const rule = typeof window === 'string' ? parseWindow(window) : null
  const path = ['data', dataset, 'window']
  if (rule === null || rule.kind === 'all') return []
  if (rule.kind === 'last') return time === undefined ? [missingTime(dataset, `"${String(window)}"`)] : []
  const others = Object.keys(data).filter((other) => other !== dataset)
  const target = mapOf(data[rule.dataset])
  if (!Object.hasOwn(data, rule.dataset)) {
    const hint = suggestion(rule.dataset, others, 'the other datasets are')
    return [{ code: 'UNKNOWN_DATASET', message: `window "${String(window)}": there is no dataset "${rule.dataset}"`, path, at: 'value', hint }]
  }
  const targetRule = parseWindow(typeof target.window === 'string' ? target.window : 'all')
  if (targetRule === null || targetRule.kind === 'last') return []
  return [
    {
      code: 'WINDOW_INVALID',
      message: `window "${String(window)}": "${rule.dataset}" has no window with a beginning`,
      path,
      at: 'value',
      hint: `give ${rule.dataset} one like "last 1 month"`,
    },
  ]
}

function missingTime(dataset: string, window: string): Objection {
  return {
    code: 'MISSING_KEY',
    message: `"time" is missing in data.${dataset}: the window ${window} needs a time column`,
    path: ['data', dataset],
    at: 'key',
    hint: null,
  }
}

// A harness brings its own data and its own truth, unless it is given a dataset.
function hasOwnData({ evaluate }: Readonly<Record<string, unknown>>): boolean {
  const { run, dataset } = mapOf(evaluate)
  return run !== undefined && dataset === undefined
}

function checkJudgingSet(name: string, raw: Readonly<Record<string, unknown>>, data: Readonly<Record<string, unknown>>): readonly Objection[] {
  const { dataset = 'test' } = mapOf(raw.evaluate)
  if (typeof dataset !== 'string') return []
  if (!Object.hasOwn(data, dataset)) {
    const chosen = mapOf(raw.evaluate).dataset !== undefined
    const path = chosen ? ['evaluate', 'dataset'] : raw.data === undefined ? [] : ['data']
    const message = `"${name}" is judged on the dataset "${dataset}", which data does not name`
    const hint = suggestion(dataset, Object.keys(data), 'the datasets are') ?? 'add it under data'
    return [{ code: 'UNKNOWN_DATASET', message, path, at: chosen ? 'value' : 'key', hint }]
  }
  // A harness may know the truth by itself.
  if (mapOf(raw.evaluate).run !== undefined) return []
  const { label, images } = mapOf(data[dataset])
  if (label !== undefined) return raw.task === 'segmentation' && images === undefined ? [missingMasks(dataset)] : []
  const message = `"label" is missing in data.${dataset}: without the truth nothing can be judged`
  return [{ code: 'MISSING_KEY', message, path: ['data', dataset], at: 'key', hint: null }]
}

function missingMasks(dataset: string): Objection {
  return {
    code: 'MISSING_KEY',
    message: `"images" is missing in data.${dataset}: the label of a segmentation names a mask`,
    path: ['data', dataset],
    at: 'key',
    hint: 'images: GLOB of the masks, and of the images that the model takes',
  }
}
