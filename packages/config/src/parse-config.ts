import { mapOf, type UncheckedModel } from './checks/check.ts'
import { checkDatasets } from './checks/datasets.ts'
import { checkGates } from './checks/gates.ts'
import { checkJudging } from './checks/judging.ts'
import { checkMetricNames } from './checks/metric-names.ts'
import { checkOrigin } from './checks/origin.ts'
import { checkRunning } from './checks/running.ts'
import { checkStages } from './checks/stages.ts'
import { checkThreshold } from './checks/threshold.ts'
import { type Problem, refuse } from './errors.ts'
import type { MetricNames } from './metric-names.ts'
import type { Config } from './plan.ts'
import { planModel } from './plan-model.ts'
import { configSchema, type RawConfig } from './schema.ts'
import { shapeProblems } from './shape-problems.ts'
import { readSource, type SourceDocument } from './source-document.ts'

export interface ParseConfigOptions {
  /** The path of the file, for messages. */
  readonly path: string
  /** The metrics that exist. */
  readonly metrics: MetricNames
}

/**
 * Reads `seaworthy.yml`: the shape first, then what its parts say to each other; every default is filled in.
 * @throws {ConfigError} with every problem at once, each with code, line, column and hint; `CONFIG_EMPTY`, `CONFIG_UNREADABLE` and
 * `DUPLICATE_KEY` from YAML itself.
 * @example parseConfig('models: { cats: { task: text, metrics: m.json, gates: { accuracy: { at_least: 0.9 } } } }',
 *   { path: 'seaworthy.yml', metrics }).models[0]?.evaluate.primary // 'accuracy'
 */
export function parseConfig(text: string, { path, metrics }: ParseConfigOptions): Config {
  const document = readSource(text, 'CONFIG_UNREADABLE')
  const schema = configSchema(metrics)
  const parsed = schema.safeParse(document.value)
  const [first, ...rest] = [
    ...document.problems,
    ...(document.unreadable ? [] : contentProblems(document, { schema, metrics }, parsed.error?.issues ?? [])),
  ]
  if (first) throw refuse(path, [first, ...rest])
  if (!parsed.success) throw parsed.error
  return planConfig(parsed.data)
}

function contentProblems(
  document: SourceDocument,
  { schema, metrics }: { readonly schema: ReturnType<typeof configSchema>; readonly metrics: MetricNames },
  issues: Parameters<typeof shapeProblems>[0],
): readonly Problem[] {
  if (document.value === null)
    return [{ code: 'CONFIG_EMPTY', message: 'the configuration is empty', line: 1, column: 1, hint: '`seaworthy init` writes a whole one' }]
  return [...shapeProblems(issues, { document, schema }), ...modelProblems(document, metrics)]
}

function modelProblems(document: SourceDocument, metrics: MetricNames): readonly Problem[] {
  const written = mapOf(document.value).models
  const models = Object.entries(mapOf(written))
  if (models.length === 0 && written !== undefined && mapOf(written) === written)
    return [{ code: 'MISSING_KEY', message: 'there is no model under "models"', ...document.placeOfKey(['models']), hint: null }]
  return models.flatMap(([name, value]) => (mapOf(value) === value ? objectionsTo({ name, raw: mapOf(value), metrics }, document) : []))
}

function objectionsTo(model: UncheckedModel, document: SourceDocument): readonly Problem[] {
  const objections = [
    ...checkOrigin(model),
    ...checkDatasets(model),
    ...checkGates(model),
    ...checkMetricNames(model),
    ...checkRunning(model),
    ...checkJudging(model),
    ...checkThreshold(model),
    ...checkStages(model),
  ]
  return objections.map(({ code, message, hint, path, at }) => {
    const whole = ['models', model.name, ...path]
    return { code, message, hint, ...(at === 'key' ? document.placeOfKey(whole) : document.placeOf(whole)) }
  })
}

function planConfig(raw: RawConfig): Config {
  return {
    version: 1,
    samples: raw.samples ?? 'hide',
    signing: raw.signing ?? 'auto',
    models: Object.entries(raw.models).map(([name, model]) => planModel(name, model)),
  }
}
