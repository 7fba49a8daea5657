import type { EvaluateBody, Warning } from '@seaworthy/record'

/** What a reader of the verdict should know of how predictions were made. */
export function predictionWarnings({ prediction, units }: Pick<EvaluateBody, 'prediction' | 'units'>): readonly Warning[] {
  const warnings: Warning[] = []
  if (prediction?.from === 'head')
    warnings.push({ code: 'PREDICTED_BY_THE_CHANGE', message: 'the predictions are those of a command of the change itself, not of the base branch' })
  if (prediction?.isolation === 'none') {
    const why = prediction.reason === null ? '' : `: ${prediction.reason}`
    warnings.push({
      code: 'PREDICTED_WITHOUT_ISOLATION',
      message: `isolation: none; the command that predicted could reach the network and files with labels${why}`,
    })
  }
  if (units?.baseline === 'missing')
    warnings.push({ code: 'BASELINE_MISSING', message: `production's results on this test set are missing: ${units.reason ?? 'nobody knows why'}` })
  return warnings
}
