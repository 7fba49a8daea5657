import { type Numbers, type Prediction, predictionKinds } from '@seaworthy/inference'
import { type Digest, parseCapped } from '@seaworthy/record'
import { z } from 'zod'
import { PipelineError } from '../../errors.ts'
import { rowsOf } from './rows-of-prediction.ts'

/** What a model said of each unit of a test set, and of which set and model, by what. No feature, label or id of a row is among it. */
export interface Units {
  readonly dataset: Digest
  readonly model: Digest
  /** By what means: equal means would say the same again. */
  readonly scoring: Digest
  readonly prediction: Prediction
}

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/) as unknown as z.ZodType<Digest>
const types = { float32: Float32Array, float64: Float64Array, uint8: Uint8Array, uint32: Uint32Array } as const
const headerSchema = z.object({
  schema: z.literal('seaworthy.units/1'),
  dataset: digest,
  model: digest,
  scoring: digest,
  rows: z.int().nonnegative(),
  kind: z.enum(predictionKinds),
  names: z.array(z.string()).nullable(),
  levels: z.array(z.number()).nullable(),
  parts: z.array(
    z.object({
      name: z.string().max(50),
      type: z.enum(['float32', 'float64', 'uint8', 'uint32']),
      length: z.int().nonnegative(),
      texts: z.array(z.string()).nullable(),
    }),
  ),
})
type Header = z.infer<typeof headerSchema>

/**
 * One line of JSON that says what follows, then the numbers as they are, little end first: 4 or 8 bytes for a score. Texts are written
 * once, and numbered.
 */
export function writeUnits({ dataset, model, scoring, prediction }: Units): Uint8Array {
  const parts = partsOf(prediction)
  const names = namesOf(prediction)
  const header: Header = {
    schema: 'seaworthy.units/1',
    dataset,
    model,
    scoring,
    rows: rowsOf(prediction),
    kind: prediction.kind,
    names: names && [...names],
    levels: prediction.kind === 'regression' ? [...(prediction.quantiles?.levels ?? [])] : null,
    parts: parts.map(({ name, values, texts }) => ({ name, type: typeOf(values), length: values.length, texts: texts && [...texts] })),
  }
  const bytes = parts.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength))
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...bytes])
}

/**
 * What {@link writeUnits} wrote.
 * @throws {PipelineError} `UNITS_INVALID` for anything else, as for a file that was cut off.
 */
export function readUnits(bytes: Uint8Array, place: string): Units {
  const end = bytes.indexOf(10)
  const header = parseHeader(bytes.subarray(0, Math.max(0, end)), place)
  let at = end + 1
  const parts = new Map<string, Part>()
  for (const { name, type, length, texts } of header.parts) {
    const size = length * types[type].BYTES_PER_ELEMENT
    if (at + size > bytes.length) throw invalid(place, 'it ends too early')
    // Copied: the bytes of a file begin at no multiple of 8.
    const values = new types[type](new Uint8Array(bytes.subarray(at, at + size)).buffer)
    parts.set(name, { name, values, texts })
    at += size
  }
  if (at !== bytes.length) throw invalid(place, `${bytes.length - at} bytes are left over`)
  const { dataset, model, scoring } = header
  const prediction = predictionOf(header, parts, place)
  if (rowsOf(prediction) !== header.rows) throw invalid(place, `it says ${header.rows} rows and holds ${rowsOf(prediction)}`)
  return { dataset, model, scoring, prediction }
}

function parseHeader(line: Uint8Array, place: string): Header {
  try {
    return headerSchema.parse(parseCapped(line, place))
  } catch (cause) {
    throw invalid(place, 'its first line does not say what follows', cause)
  }
}

interface Part {
  readonly name: string
  readonly values: Numbers | Uint8Array | Uint32Array
  /** What the numbers stand for. */
  readonly texts: readonly string[] | null
}

function partsOf(prediction: Prediction): readonly Part[] {
  const part = (name: string, values: Part['values'] | null | undefined): readonly Part[] => (values ? [{ name, values, texts: null }] : [])
  switch (prediction.kind) {
    case 'binary':
      return [...part('score', prediction.score), ...part('decision', prediction.decision)]
    case 'multiclass':
      return [...part('probability', prediction.probability), ...numbered('decision', prediction.decision)]
    case 'multilabel':
    case 'ranking':
      return part('score', prediction.score)
    case 'regression':
      return [...part('value', prediction.value), ...part('quantiles', prediction.quantiles?.values)]
    case 'clustering':
      return numbered('group', prediction.group)
    case 'text':
      return numbered('texts', prediction.texts)
    case 'detection':
      return [
        ...part('starts', prediction.starts),
        ...part('box', prediction.box),
        ...part('category', prediction.category),
        ...part('score', prediction.score),
      ]
    case 'segmentation': {
      const { width, height, starts, category, length } = prediction
      return Object.entries({ width, height, starts, category, length }).flatMap(([name, values]) => part(name, values))
    }
  }
}

function namesOf(prediction: Prediction): readonly string[] | null {
  switch (prediction.kind) {
    case 'multiclass':
    case 'detection':
    case 'segmentation':
      return prediction.classes
    case 'multilabel':
      return prediction.labels
    default:
      return null
  }
}

function numbered(name: string, texts: readonly string[] | null): readonly Part[] {
  if (texts === null) return []
  const known = new Map<string, number>()
  const values = Uint32Array.from(texts, (text) => {
    const code = known.get(text) ?? known.size
    known.set(text, code)
    return code
  })
  return [{ name, values, texts: [...known.keys()] }]
}

/** The parts of a file as what they should be. */
function readersOf(parts: ReadonlyMap<string, Part>, place: string) {
  const bytes = (name: string) => {
    const values = parts.get(name)?.values
    return values instanceof Uint8Array ? values : null
  }
  const numbers = (name: string) => {
    const values = parts.get(name)?.values
    return values instanceof Float32Array || values instanceof Float64Array ? values : null
  }
  const required = (name: string): Numbers => {
    const values = numbers(name)
    if (values) return values
    throw invalid(place, `it has no numbers called ${name}`)
  }
  const codes = (name: string): Uint32Array => {
    const values = parts.get(name)?.values
    if (values instanceof Uint32Array) return values
    throw invalid(place, `it has no whole numbers called ${name}`)
  }
  const texts = (name: string) => {
    const part = parts.get(name)
    return part?.texts ? Array.from(part.values, (code) => part.texts?.[code] ?? '') : null
  }
  return { bytes, numbers, required, codes, texts }
}

function predictionOf({ kind, names, levels }: Header, parts: ReadonlyMap<string, Part>, place: string): Prediction {
  const { bytes, numbers, required, codes, texts } = readersOf(parts, place)
  switch (kind) {
    case 'binary':
      return { kind, score: numbers('score'), decision: bytes('decision') }
    case 'multiclass':
      return { kind, classes: names, probability: numbers('probability'), decision: texts('decision') }
    case 'multilabel':
      return { kind, labels: names ?? [], score: required('score') }
    case 'regression': {
      const values = numbers('quantiles')
      return { kind, value: required('value'), quantiles: values && { levels: levels ?? [], values } }
    }
    case 'ranking':
      return { kind, score: required('score') }
    case 'clustering':
      return { kind, group: texts('group') ?? [] }
    case 'text':
      return { kind, texts: texts('texts') ?? [] }
    case 'detection': {
      const box = Float64Array.from(required('box'))
      return { kind, classes: names, starts: codes('starts'), box, category: codes('category'), score: required('score') }
    }
    case 'segmentation': {
      const sides = { width: codes('width'), height: codes('height') }
      return { kind, classes: names, ...sides, starts: codes('starts'), category: bytes('category') ?? new Uint8Array(), length: codes('length') }
    }
  }
}

function typeOf(values: Part['values']): keyof typeof types {
  if (values instanceof Float32Array) return 'float32'
  if (values instanceof Float64Array) return 'float64'
  return values instanceof Uint8Array ? 'uint8' : 'uint32'
}

function invalid(place: string, why: string, cause?: unknown): PipelineError {
  return new PipelineError('UNITS_INVALID', `${place} holds no results by unit: ${why}`, { hint: 'it is made anew by the next evaluation', cause })
}
