import type { EvaluateBody, Warning } from '@seaworthy/record'

/** What a reader of the verdict should know of how a harness measured. */
export function harnessWarnings({ harness, units }: Pick<EvaluateBody, 'harness' | 'units'>): readonly Warning[] {
  const warnings: Warning[] = []
  if (harness?.from === 'head')
    warnings.push({ code: 'MEASURED_BY_THE_CHANGE', message: 'the results are those of a command of the change itself, not of the base branch' })
  if (harness?.network === true)
    warnings.push({ code: 'MEASURED_WITH_NETWORK', message: 'network: true; the harness could reach the network, as its policy lets it' })
  if (harness?.isolation === 'none') {
    const why = harness.reason === null ? '' : `: ${harness.reason}`
    warnings.push({
      code: 'MEASURED_WITHOUT_ISOLATION',
      message: `isolation: none; the harness could reach the network and every file of the machine${why}`,
    })
  }
  if (harness?.taken) warnings.push({ code: 'RESULTS_CHOSEN', message: `the harness left several results; taken is ${harness.taken}` })
  if (units?.baseline === 'missing')
    warnings.push({ code: 'BASELINE_MISSING', message: `production's results by the harness are missing: ${units.reason ?? 'nobody knows why'}` })
  return warnings
}
