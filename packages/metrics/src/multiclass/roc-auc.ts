import { rocAuc } from '../binary/roc-auc.ts'
import type { MetricOf, MetricWarning } from '../metric.ts'
import { type MulticlassRows, requireClassProbabilities, type ScoredMulticlass } from '../rows/multiclass-rows.ts'
import type { Codes } from '../rows/numbers.ts'
import { averageProblems, type Problem, type ProblemAverage, reweighProblems } from './average-of-problems.ts'
import { namesOf } from './class-names.ts'
import { requireNormalised } from './normalised.ts'
import { oneClass, weightOfClasses } from './one-class.ts'

/**
 * Mean over the classes of the ROC AUC of that class against all others, weighted by its share of the rows or not. A class that no row
 * has: NaN with `CLASS_ABSENT`, as its area is undefined; weighted, it has no share and is left out. One class: NaN with `ONE_CLASS`.
 * Probabilities that do not sum to 1 are an error.
 * @example rocAucOvr('macro') of labels 0, 1, 2 and the identity as probabilities // 1
 */
export function rocAucOvr(average: 'macro' | 'weighted'): MetricOf<'multiclass'> {
  const isWeighted = average === 'weighted'
  return areaMetric({
    id: `roc_auc_ovr_${average}`,
    title: `ROC AUC, each class against the rest, ${average}`,
    problems: oneAgainstRest,
    share: isWeighted ? ([own = 0]) => own : () => 1,
    isWeighted,
  })
}

/**
 * Mean over pairs of classes of the ROC AUC within their rows, each as the positive one in turn (Hand and Till, 2001), weighted by the
 * share of the rows or not. Classes that no row has are left out, with `CLASS_ABSENT`, as in scikit-learn, which takes no weights of
 * rows here; ours are those of the areas and shares. One class: NaN with `ONE_CLASS`. Probabilities that do not sum to 1 are an error.
 * @example rocAucOvo('macro') of labels 0, 1, 2 and the identity as probabilities // 1
 */
export function rocAucOvo(average: 'macro' | 'weighted'): MetricOf<'multiclass'> {
  const isWeighted = average === 'weighted'
  return areaMetric({
    id: `roc_auc_ovo_${average}`,
    title: `ROC AUC, each pair of classes, ${average}`,
    problems: eachPair,
    share: ([one = 0, other = 0]) => (one > 0 && other > 0 ? (isWeighted ? one + other : 1) : 0),
    isWeighted,
  })
}

interface AreaOptions extends Pick<ProblemAverage, 'share' | 'isWeighted'> {
  readonly id: string
  readonly title: string
  problems(rows: ScoredMulticlass): readonly Problem[]
}

function areaMetric({ id, title, problems, ...shares }: AreaOptions): MetricOf<'multiclass'> {
  const prepare = (rows: MulticlassRows) => {
    requireClassProbabilities(rows)
    requireNormalised(rows)
    const about = { label: rows.label, classWeights: (weight: Float64Array | null) => weightOfClasses(rows, weight) }
    return [{ metric: rocAuc, problems: problems(rows), ...shares }, about] as const
  }
  return {
    id,
    title,
    better: 'higher',
    range: [0, 1],
    inference: 'influence',
    measure: (rows) => ({ ...averageProblems(...prepare(rows), rows.weight), warnings: areaWarnings(rows) }),
    reweigh: (rows) => reweighProblems(...prepare(rows)),
  }
}

/** The warnings of what is asked of each class: `ONE_CLASS`, `CLASS_ABSENT`. */
export function areaWarnings(rows: MulticlassRows): readonly MetricWarning[] {
  const weights = weightOfClasses(rows, rows.weight)
  const places = [...weights.keys()].filter((at) => weights[at] === 0)
  const absent: MetricWarning = { code: 'CLASS_ABSENT', message: `no row that counts has class ${namesOf(places, rows.classes)}` }
  return [...oneClass(rows), ...(places.length > 0 ? [absent] : [])]
}

/** For each class whether a row has it, by its probability. */
export function oneAgainstRest(rows: ScoredMulticlass): readonly Problem[] {
  return rows.classes.map((_, at) => ({ rows: binaryOf(rows, at, null), places: null, classes: [at] }))
}

function eachPair(rows: ScoredMulticlass): readonly Problem[] {
  const problems: Problem[] = []
  for (let one = 0; one < rows.classes.length; one++)
    for (let other = 0; other < rows.classes.length; other++) {
      if (one === other) continue
      const places = placesOf(rows.label, one, other)
      if (places.length > 0) problems.push({ rows: binaryOf(rows, one, places), places, classes: [one, other] })
    }
  return problems
}

function placesOf(label: Codes, one: number, other: number): Uint32Array {
  const places = new Uint32Array(label.length)
  let count = 0
  for (let row = 0; row < label.length; row++) if (label[row] === one || label[row] === other) places[count++] = row
  return places.slice(0, count)
}

function binaryOf({ label, probability, classes }: ScoredMulticlass, at: number, places: Uint32Array | null) {
  const size = places?.length ?? label.length
  const [isPositive, score] = [new Uint8Array(size), new Float64Array(size)]
  for (let place = 0; place < size; place++) {
    const row = places ? (places[place] as number) : place
    isPositive[place] = label[row] === at ? 1 : 0
    score[place] = probability[row * classes.length + at] as number
  }
  return { kind: 'binary', label: isPositive, score, prediction: null, weight: null } as const
}
