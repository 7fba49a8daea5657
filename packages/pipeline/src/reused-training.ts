import { parseSection, type Section } from '@seaworthy/record'
import type { SectionReader } from './candidates.ts'
import { type Line, requireHub, requireRegistry } from './line.ts'
import type { Plan, PlannedModel } from './plan-document.ts'
import type { StoredSection } from './ports.ts'

/** Larger than any model that an artifact carries through this machine's memory. */
const maxArtifactBytes = 2 * 1024 ** 3

/** The training section that a plan reuses, without its bytes: from the run or the version that the plan found; null where this run trains. */
export async function reusedTraining(line: Line, { name, origin, production }: PlannedModel): Promise<Section<'train'> | null> {
  switch (origin.kind) {
    case 'run':
      return trainedByRun(line, origin)
    case 'production': {
      const registry = requireRegistry(line, 'reading the production version')
      return (await registry.version(name, production?.version ?? 'latest')).record.sections.train ?? null
    }
    case 'train':
    case 'metrics':
      return null
  }
}

async function trainedByRun(line: Line, origin: Extract<PlannedModel['origin'], { kind: 'run' }>): Promise<Section<'train'> | null> {
  const { runs } = requireHub(line, 'reading an earlier run')
  const artifact = (await runs.artifacts(origin.runId)).find((one) => one.id === origin.artifact && !one.expired)
  const bytes = artifact ? (await runs.download(artifact, { maxBytes: maxArtifactBytes })).get('section.json') : null
  if (!artifact || !bytes) return null
  const section = parseSection(bytes, `artifact ${artifact.name} of run ${origin.runId}`)
  return section.stage === 'train' ? (section as Section<'train'>) : null
}

/** The sections of this run; a training that it did not do itself comes from where its plan found it. */
export function withReusedTraining(line: Line, plan: Plan): SectionReader {
  return {
    failure: (model, stage) => line.sections.failure(model, stage),
    async load(model, stage) {
      const stored = await line.sections.load(model, stage)
      const planned = plan.models.find((one) => one.name === model)
      if (stored || stage !== 'train' || !planned) return stored
      const section = await reusedTraining(line, planned)
      return section ? ({ section, folder: '' } as unknown as StoredSection<typeof stage>) : null
    },
  }
}
