import type { ModelPlan, Task } from '@seaworthy/config'
import { type Declared, gauge, kindsWithGauge, type Policy } from '@seaworthy/evaluation'
import type { RowsKind } from '@seaworthy/metrics'
import { canonicalDigest, type Digest, type PolicySource } from '@seaworthy/record'

/** The part of a model's configuration by which candidates are judged. */
export interface JudgingPolicy {
  readonly model: ModelPlan
  readonly policy: Policy
  readonly source: PolicySource
}

/** The policy of a model plan, in the words of the evaluation. */
export function policyOf(model: ModelPlan): Policy {
  const { primary, metrics, gates, anchor, confirm } = model.evaluate
  const declared = declaredBy(model)
  return {
    kind: rowsKind[model.task],
    primary,
    metrics,
    gates: gates.map(({ by, ...gate }) => ({ ...gate, by: by.map(({ name }) => name) })),
    anchor,
    confirm,
    ...(Object.keys(declared).length > 0 ? { declared } : {}),
  }
}

// Results of other tools may have metrics of any task; which way is better is then known by their name.
function declaredBy({ task, metrics: file, evaluate }: ModelPlan): Declared {
  if (file === null && evaluate.run === null) return {}
  const named = [evaluate.primary, ...evaluate.metrics].filter((id) => !Object.hasOwn(evaluate.declared, id))
  const foreign = named.flatMap((id) => {
    const kinds = kindsWithGauge(id, Object.values(rowsKind))
    const [kind] = kinds
    return kind === undefined || kinds.includes(rowsKind[task]) ? [] : [[id, gauge(id, kind).better] as const]
  })
  return { ...evaluate.declared, ...Object.fromEntries(foreign) }
}

/** What kind of rows the metrics of a task read. */
export const rowsKind: { readonly [T in Task]: RowsKind } = {
  'binary-classification': 'binary',
  'multiclass-classification': 'multiclass',
  'multilabel-classification': 'multilabel',
  regression: 'regression',
  ranking: 'ranking',
  forecasting: 'forecasting',
  clustering: 'clustering',
  detection: 'detection',
  segmentation: 'segmentation',
  text: 'text',
}

/** Equal digests: the same gates on the same rows. */
export function policyDigest(model: ModelPlan): Digest {
  const { dataset, confirm, threshold, output, predict, run } = model.evaluate
  const [data, second] = [dataset, confirm].map((name) => model.data.find((one) => one.name === name) ?? null)
  const repeat = model.train?.repeat ?? 1
  const rows = {
    data: data && { ...data, at: null },
    ...(second ? { confirm: { ...second, at: null } } : {}),
    ...(repeat > 1 ? { repeat } : {}),
    ...(threshold ? { threshold } : {}),
    ...(output ? { output } : {}),
    ...(predict ? { predict: { run: predict.run, from: predict.from } } : {}),
    ...(run ? { run: { run: run.run, from: run.from, network: run.network } } : {}),
  }
  return canonicalDigest({ task: model.task, positive: model.positive, ...rows, policy: policyOf(model) })
}
