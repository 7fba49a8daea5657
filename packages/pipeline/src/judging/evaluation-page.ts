import path from 'node:path'
import { type Artifact, digestOf, type EvaluateBody } from '@seaworthy/record'
import type { Line } from '../line.ts'

const pageName = 'evaluation.html'

/** The page with pictures of an evaluation, for the artifacts of the run: all that it shows stands in the section. */
export async function evaluationPage(line: Line, name: string, body: EvaluateBody): Promise<Artifact> {
  const { renderEvaluationPage } = await import('@seaworthy/report')
  const bytes = Buffer.from(renderEvaluationPage({ title: name, body }))
  await line.files.write(path.join(await line.sections.folder(name, 'evaluate'), pageName), bytes)
  return { role: 'page', name: pageName, digest: digestOf(bytes), bytes: bytes.byteLength, locations: [] }
}
