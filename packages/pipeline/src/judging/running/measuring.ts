import { InferenceError } from '@seaworthy/inference'
import type { Digest, EvaluateBody, Section } from '@seaworthy/record'
import { ResultsError } from '@seaworthy/results'
import { TrainingError } from '@seaworthy/training'
import { PipelineError } from '../../errors.ts'
import type { Line } from '../../line.ts'
import { type HarnessOptions, openHarness } from './harness.ts'
import type { HarnessResults } from './harness-results.ts'
import { findResults, type ResultsRole } from './kept-results.ts'

/** Where results come from that are not kept with a release: the harness, run here, or the job that ran it. */
export interface Measuring extends AsyncDisposable {
  of(model: AskedModel): Promise<HarnessResults>
  /** Whether it can be asked again, and may then say something else. */
  readonly isRunHere: boolean
  readonly isolation: NonNullable<EvaluateBody['harness']>['isolation']
  readonly reason: string | null
}

export interface AskedModel {
  readonly digest: Digest
  readonly file: string
  /** `the candidate`, for messages. */
  readonly who: string
  readonly role: ResultsRole
}

/** Opens the harness; or where none may run, as this job publishes, what the job before it measured. */
export async function measuringOf(
  line: Line,
  { name, host, ...options }: Omit<HarnessOptions, 'host'> & { readonly name: string; readonly host: HarnessOptions['host'] | null },
): Promise<Measuring> {
  if (host === null) return handedOn(line, name, options.source.scoring)
  const harness = await openHarness(line, { ...options, host })
  const { isolation } = harness
  return {
    of: ({ file, who }) => harness.measure(file, who),
    isRunHere: true,
    ...(isolation.kind === 'none' ? { isolation: 'none', reason: isolation.reason } : { isolation: 'namespaces', reason: null }),
    [Symbol.asyncDispose]: () => harness[Symbol.asyncDispose](),
  }
}

async function handedOn(line: Line, name: string, scoring: Digest): Promise<Measuring> {
  const found = await line.sections.load(name, 'evaluate')
  const said = (found?.section as Section<'evaluate'> | undefined)?.body.harness
  return {
    async of({ digest, who, role }) {
      const results = found && (await findResults(line, { ...found, role }, { model: digest, scoring }))
      if (results) return results
      throw new PipelineError('RESULTS_MISSING', `there are no results of ${who} of "${name}" by the policy's harness`, {
        hint: 'let a job before this one run the evaluate stage: the job that publishes runs no command',
      })
    },
    isRunHere: false,
    isolation: said?.isolation ?? 'none',
    reason: said ? said.reason : 'no job measured',
    [Symbol.asyncDispose]: async () => undefined,
  }
}

/** What cannot be said of production decides nothing about the candidate; all else is an error. */
export function isUnmeasured(error: unknown): error is Error & { readonly code: string } {
  return error instanceof PipelineError || error instanceof TrainingError || error instanceof ResultsError || error instanceof InferenceError
}
