import type { Probed } from '@seaworthy/evaluation'
import type { Batch, Model } from '@seaworthy/inference'
import { scoreInterval } from '@seaworthy/stats'
import type { Line } from '../../line.ts'
import { ask, type Question } from './answers.ts'
import { batchDifference, largestDifference, repeatDifference } from './determinism.ts'
import { takeFileProbes } from './file-probes.ts'
import { ofBoth, type Pair } from './pair.ts'
import { peakMemory } from './peak-memory.ts'
import type { Perturbation } from './perturb.ts'
import { type Flips, flips } from './robustness.ts'
import { latency, latencyQuantiles, throughput } from './speed.ts'

/** A model that is open, and its file. */
export interface ProbedModel {
  readonly model: Model
  readonly file: string
  /** Above it, its scores decide for the class. */
  readonly threshold: number
}

export interface ProbeRequest extends Pair<ProbedModel> {
  /** Ids of probes. */
  readonly ids: readonly string[]
  /** Rows of the test set, drawn. */
  readonly batch: Batch
  readonly question: Question
  /** The digest of the test set. */
  readonly seed: string
}

/** Measured one after the other, so that none disturbs another. */
export async function takeProbes(line: Pick<Line, 'engines' | 'clock'>, request: ProbeRequest): Promise<readonly Probed[]> {
  const { ids, batch, question, seed } = request
  const found: Probed[] = [...(await takeFileProbes(ids, request))]
  const speed = {
    batch,
    seed,
    monotonicMs: () => line.clock.monotonicMs(),
    ask: { candidate: asking(request.candidate, question), baseline: request.baseline && asking(request.baseline, question) },
  }
  const quantiles = ids.filter((id) => latencyQuantiles[id] !== undefined)
  if (quantiles.length > 0) found.push(...(await latency(speed, quantiles)))
  if (ids.includes('throughput')) found.push(await throughput(speed))
  if (ids.includes('peak_memory')) found.push(...(await peakMemory(line, request)))
  for (const id of ids) {
    const measure = differences[id]
    const kind = perturbations[id]
    if (measure) found.push(await difference(id, request, (one) => measure(one, { line, batch, question })))
    if (kind) found.push(await flipRate(id, kind, request))
  }
  return found
}

function asking({ model }: ProbedModel, question: Question): (batch: Batch) => Promise<unknown> {
  return (batch) => ask(model, batch, question)
}

interface Asked {
  readonly line: Pick<Line, 'engines'>
  readonly batch: Batch
  readonly question: Question
}

const differences: Readonly<Record<string, (one: ProbedModel, asked: Asked) => Promise<number>>> = {
  repeat_difference: ({ model }, asked) => repeatDifference({ model, ...asked }),
  batch_difference: ({ model }, asked) => batchDifference({ model, ...asked }),
  thread_difference: ({ file }, asked) => threadDifference(file, asked),
}

const perturbations: Readonly<Record<string, Perturbation>> = {
  flip_rate_noise: 'noise',
  flip_rate_missing: 'missing',
  flip_rate_swap: 'swap',
  flip_rate_typo: 'typo',
}

/** Named, so that the result is the same whatever the machine has. */
const severalThreads = 4

async function threadDifference(file: string, { line, batch, question }: Asked): Promise<number> {
  await using one = await line.engines.model(file, { threads: 1 })
  await using several = await line.engines.model(file, { threads: severalThreads })
  return largestDifference(await ask(one, batch, question), await ask(several, batch, question))
}

async function difference(id: string, request: ProbeRequest, measure: (one: ProbedModel) => Promise<number>): Promise<Probed> {
  const { candidate, baseline } = await ofBoth(request, measure)
  return {
    id,
    candidate: { value: candidate, interval: null },
    baseline: baseline === null ? null : { value: baseline, interval: null },
    ratio: null,
    units: request.batch.rows,
  }
}

async function flipRate(id: string, kind: Perturbation, { candidate, baseline, batch, question, seed }: ProbeRequest): Promise<Probed> {
  const found = await ofBoth({ candidate, baseline }, ({ model, threshold }) => flips({ model, threshold, batch, question, kind, seed }))
  const own = shareOf(found.candidate)
  return {
    id,
    ...own,
    baseline: found.baseline && shareOf(found.baseline).candidate,
    ratio: null,
    paired: found.candidate && found.baseline ? pairedFlips(found.candidate, found.baseline) : null,
    notes: found.candidate ? refusals(found.candidate) : ['the candidate reads no column that can be changed so'],
  }
}

function shareOf(found: Flips | null): Pick<Probed, 'candidate' | 'units'> {
  const trials = found ? count(found.answered) : 0
  if (found === null || trials === 0) return { candidate: { value: 0, interval: [0, 1] }, units: 0 }
  const successes = count(found.flipped)
  return { candidate: { value: successes / trials, interval: scoreInterval({ successes, trials }) }, units: trials }
}

/** On the rows that both models answered. */
function pairedFlips(candidate: Flips, baseline: Flips): NonNullable<Probed['paired']> {
  const paired = { candidateOnly: 0, baselineOnly: 0, units: 0 }
  for (let row = 0; row < candidate.answered.length; row++) {
    if (candidate.answered[row] !== 1 || baseline.answered[row] !== 1) continue
    paired.units++
    const [own, other] = [candidate.flipped[row], baseline.flipped[row]]
    if (own === 1 && other === 0) paired.candidateOnly++
    if (own === 0 && other === 1) paired.baselineOnly++
  }
  return paired
}

function refusals({ answered }: Flips): readonly string[] {
  const refused = answered.length - count(answered)
  return refused === 0 ? [] : [`the candidate refuses ${refused} of ${answered.length} changed rows; the rate is that of the others`]
}

function count(marks: Uint8Array): number {
  return marks.reduce((sum, mark) => sum + mark, 0)
}
