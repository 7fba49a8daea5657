import { ResultsError } from './errors.ts'
import { boosting, kerasHistory } from './formats/curves.ts'
import { dvc } from './formats/dvc.ts'
import { dvclive } from './formats/dvclive.ts'
import { flat } from './formats/flat.ts'
import { huggingFaceEvaluate } from './formats/hugging-face-evaluate.ts'
import { huggingFaceTrainer } from './formats/hugging-face-trainer.ts'
import { lmEval } from './formats/lm-eval.ts'
import { catboost, kerasTable, lightning, ultralytics } from './formats/logged-tables.ts'
import { mlflowSqlite } from './formats/mlflow-sqlite.ts'
import { mlflowStore } from './formats/mlflow-store.ts'
import { prometheus } from './formats/prometheus.ts'
import { scikitLearnReport } from './formats/scikit-learn-report.ts'
import { tensorboard } from './formats/tensorboard.ts'
import { weightsAndBiases } from './formats/weights-and-biases.ts'
import type { ResultsReader } from './reader.ts'
import type { ReadResults, Results } from './results.ts'
import { Source } from './source.ts'

/** Every tool whose results are told by what is in them, one line each. */
const readers: readonly ResultsReader[] = [
  lmEval,
  scikitLearnReport,
  mlflowSqlite,
  mlflowStore,
  dvclive,
  dvc,
  tensorboard,
  huggingFaceTrainer,
  huggingFaceEvaluate,
  lightning,
  ultralytics,
  kerasHistory,
  kerasTable,
  boosting,
  catboost,
  weightsAndBiases,
  prometheus,
]

/**
 * The metrics that another tool left in a file or a folder, told by content.
 * @param options.path where they lie. @param options.name how messages call that place.
 * @throws {ResultsError} `RESULTS_MISSING`; `RESULTS_UNKNOWN` where no tool is told; `RESULTS_AMBIGUOUS` where several are;
 * `RESULTS_BROKEN`, `RESULTS_TOO_LARGE`, `RESULT_NOT_FINITE`, `RESULT_TWICE`.
 */
export async function readResults({ path, name }: { readonly path: string; readonly name: string }): Promise<ReadResults> {
  const source = await Source.open(path, name)
  const claimed: { readonly reader: ResultsReader; readonly files: readonly string[] }[] = []
  for (const reader of readers) {
    const files = await reader.claims(source)
    if (files.length > 0) claimed.push({ reader, files })
  }
  const [first, ...others] = claimed
  if (first && others.length > 0) throw ambiguous(name, claimed)
  const results = first ? await first.reader.read(source, first.files) : await readFlat(source)
  return { ...results, read: source.read }
}

async function readFlat(source: Source): Promise<Results> {
  const files = await flat.claims(source)
  if (files.length === 1) return flat.read(source, files)
  const what = files.length === 0 ? 'no file of results that is known' : `${files.length} files of numbers, of no tool that is known`
  throw new ResultsError('RESULTS_UNKNOWN', `${source.name} holds ${what}`, {
    hint:
      files.length === 0
        ? 'name a file of numbers in JSON, YAML or CSV, or the folder of a tool that docs/metrics.md lists'
        : `name one of them: ${files.slice(0, 5).join(', ')}`,
  })
}

function ambiguous(name: string, claimed: readonly { readonly reader: ResultsReader; readonly files: readonly string[] }[]): ResultsError {
  const told = claimed.map(({ reader, files }) => `${reader.format} (${files[0]})`).join(' and ')
  return new ResultsError('RESULTS_AMBIGUOUS', `${name} holds results of ${told}`, { hint: 'name the file or folder of one of them' })
}
