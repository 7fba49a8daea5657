import { ResultsError } from '../errors.ts'
import { flatNumbers } from '../flat-numbers.ts'
import { namedMetrics } from '../named-metrics.ts'
import { isRecord } from '../parse-json.ts'
import { filesWhere, type ResultsReader } from '../reader.ts'

const bookkeeping = /^(epoch|step|total_flos)$|^train_|(^|_)(runtime|samples_per_second|steps_per_second|jit_compilation_time|samples)$/

/** What the Trainer of transformers leaves: `trainer_state.json` (the last evaluation), or `eval_results.json` and its like. */
export const huggingFaceTrainer: ResultsReader = {
  format: 'hugging-face-trainer',
  async claims(source) {
    const states = await filesWhere(source.matching(/\.json$/i), async (file) => isState(await source.json(file)))
    if (states.length > 0) return states.slice(-1)
    const found = await filesWhere(source.matching(/(^|\/)(all|eval|test|predict)_results\.json$/), async (file) =>
      isResults(await source.json(file)),
    )
    return found.slice(0, 1)
  },
  async read(source, [file = '']) {
    const value = await source.json(file)
    const { numbers, taken } = isState(value) ? lastEvaluation(value, file) : { numbers: flatNumbers(value, file), taken: null }
    const kept = numbers.filter(([name]) => !bookkeeping.test(name.replace(/^(eval|test|predict)_/, '')))
    return { format: 'hugging-face-trainer', metrics: namedMetrics(kept, file), taken, samples: null }
  },
}

function isState(value: unknown): value is { readonly log_history: readonly unknown[] } {
  return isRecord(value) && Array.isArray(value.log_history) && 'global_step' in value
}

function isResults(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.keys(value).some((name) => /^(eval|test|predict)_/.test(name)) &&
    Object.values(value).every((one) => typeof one === 'number')
  )
}

function lastEvaluation(state: { readonly log_history: readonly unknown[] }, file: string) {
  const last = state.log_history.findLast((entry) => isRecord(entry) && Object.keys(entry).some((name) => name.startsWith('eval_')))
  if (!isRecord(last))
    throw new ResultsError('RESULTS_BROKEN', `${file} has no evaluation in its log_history`, {
      hint: 'train with an evaluation, or call trainer.evaluate()',
    })
  return { numbers: flatNumbers(last, file), taken: `step ${String(last.step)}, the last that was evaluated` }
}
