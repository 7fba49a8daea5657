export { ResultsError, type ResultsErrorCode } from './errors.ts'
export { readResults } from './read-results.ts'
export type { ReadResults, ReportedMetric, ReportedSample, Results, ResultsFormat } from './results.ts'
