import path from 'node:path'
import type { Model, Prediction } from '@seaworthy/inference'
import type { Artifact, CandidateRecord, EvaluateBody, Section } from '@seaworthy/record'
import { PipelineError } from '../../errors.ts'
import type { Line } from '../../line.ts'
import { datasetDigest, type LockedDataset } from '../../locked-data.ts'
import { hiddenImages } from '../../pictures/place-images.ts'
import type { JudgedModelsRequest } from '../judged-models.ts'
import { findUnits, keepUnits, unitsRole, unitsRoleOn, type Wanted } from '../kept-units.ts'
import type { PredictionSource } from './prediction-source.ts'
import { openPredictor } from './predictor.ts'

/** A model that a command is asked about. */
export interface AskedModel extends Pick<Model, 'digest' | 'bytes'> {
  readonly file: string
  /** `the candidate`, for messages. */
  readonly who: string
  /** Under which role its answers are handed on to the job that publishes; null: they are not. */
  readonly role: string | null
  /** That of its release, which may have kept what it said; null for what was never released. */
  readonly record: CandidateRecord | null
}

/** What models say of the rows of datasets, each asked once: kept with a release, made here by a command, or by the job before. */
export interface Answers extends AsyncDisposable {
  /** @throws {PipelineError} `PREDICTIONS_MISSING` where nobody made them and no command may run here, and what a command throws. */
  of(model: AskedModel, dataset: LockedDataset): Promise<Answer>
  /** What a model has said is held for nothing. */
  forget(model: AskedModel): void
  /** Writes what a model has said beside the section. */
  keep(model: AskedModel): Promise<readonly Artifact[]>
  readonly isolation: NonNullable<EvaluateBody['prediction']>['isolation']
  readonly reason: string | null
}

export interface Answer {
  readonly prediction: Prediction
  /** It was kept with the model's release. */
  readonly isKept: boolean
}

/** How what nobody kept is made. */
interface Making extends AsyncDisposable, Pick<Answers, 'isolation' | 'reason'> {
  make(model: AskedModel, about: { readonly dataset: LockedDataset; readonly wanted: Wanted; readonly role: string | null }): Promise<Prediction>
}

interface Known extends Answer {
  readonly dataset: LockedDataset
}

export async function openAnswers(line: Line, request: JudgedModelsRequest, source: PredictionSource): Promise<Answers> {
  const making = await makingOf(line, request, source)
  const known = new Map<Model['digest'], Map<Wanted['dataset'], Known>>()
  const roleOn = (role: string, { plan }: LockedDataset) => (plan.name === request.dataset.plan.name ? role : unitsRoleOn(role, plan.name))
  const answer = async (model: AskedModel, dataset: LockedDataset): Promise<Known> => {
    const wanted: Wanted = { dataset: datasetDigest(dataset), model: model.digest, scoring: source.scoring }
    const section = model.record?.sections.evaluate
    const kept = section && (await findUnits(line, { section, folder: path.dirname(model.file), role: roleOn(unitsRole, dataset) }, wanted))
    if (kept) return { prediction: kept, isKept: true, dataset }
    const role = model.role === null ? null : roleOn(model.role, dataset)
    return { prediction: await making.make(model, { dataset, wanted, role }), isKept: false, dataset }
  }
  return {
    isolation: making.isolation,
    reason: making.reason,
    async of(model, dataset) {
      const own = known.get(model.digest) ?? new Map<Wanted['dataset'], Known>()
      const digest = datasetDigest(dataset)
      const found = own.get(digest) ?? (await answer(model, dataset))
      own.set(digest, found)
      known.set(model.digest, own)
      return found
    },
    forget: ({ digest }) => void known.delete(digest),
    async keep({ digest, role }) {
      const artifacts: Artifact[] = []
      if (role === null) return artifacts
      for (const { prediction, dataset } of known.get(digest)?.values() ?? []) {
        const units = { dataset: datasetDigest(dataset), model: digest, scoring: source.scoring, prediction }
        artifacts.push(await keepUnits(line, request.planned.name, { role: roleOn(role, dataset), units }))
      }
      return artifacts
    },
    [Symbol.asyncDispose]: () => making[Symbol.asyncDispose](),
  }
}

async function makingOf(line: Line, request: JudgedModelsRequest, source: PredictionSource): Promise<Making> {
  const { planned, dataset, policies, host } = request
  if (host === null) return handedOn(line, planned.name)
  const { task, positive } = policies.judging.model
  const datasets = [dataset, ...(dataset.siblings?.values() ?? [])]
  const hidden = datasets.flatMap((one) => [...one.files.map((file) => file.path), ...hiddenImages(one, line.tree.root)])
  const labelled = [...new Set(hidden)]
  const predictor = await openPredictor(line, { source, labelled, task, positive, host })
  const { isolation } = predictor
  return {
    make: ({ file, who }, about) => predictor.predict({ file, who, dataset: about.dataset }),
    ...(isolation.kind === 'none' ? { isolation: 'none', reason: isolation.reason } : { isolation: 'namespaces', reason: null }),
    [Symbol.asyncDispose]: () => predictor[Symbol.asyncDispose](),
  }
}

/** What the job before this one predicted, on a machine that publishes nothing: bound by dataset, model and command. */
async function handedOn(line: Line, name: string): Promise<Making> {
  const found = await line.sections.load(name, 'evaluate')
  const said = (found?.section as Section<'evaluate'> | undefined)?.body.prediction
  return {
    async make({ who }, { dataset, wanted, role }) {
      const prediction = found && role !== null ? await findUnits(line, { ...found, role }, wanted) : null
      if (prediction) return prediction
      const what = `there are no predictions of ${who} of "${name}" by the policy's command on "${dataset.plan.name}"`
      throw new PipelineError('PREDICTIONS_MISSING', what, {
        hint: 'let a job before this one run the evaluate stage: the job that publishes runs no command',
      })
    },
    isolation: said?.isolation ?? 'none',
    reason: said ? said.reason : 'no job predicted',
    [Symbol.asyncDispose]: async () => undefined,
  }
}
