import { type TinyNode, type TinyValue, tinyOnnx } from './tiny-onnx.ts'

export interface TinyClassifier {
  /** Class labels: integers or strings, two of them. */
  readonly classes: readonly number[] | readonly string[]
  readonly zipMap: boolean
}

/** Logistic regression on one column `x`: the probability of the second class is 1 / (1 + exp(-x)). */
export function tinyClassifier({ classes, zipMap }: TinyClassifier): Uint8Array {
  const names = classes.every((label) => typeof label === 'string')
  const labels = names ? { strings: classes.map(String) } : { ints: classes.map(Number) }
  const linear: TinyNode = {
    op: 'LinearClassifier',
    domain: 'ai.onnx.ml',
    inputs: ['x'],
    outputs: ['label', 'probabilities'],
    attributes: {
      [names ? 'classlabels_strings' : 'classlabels_ints']: labels,
      coefficients: { floats: [-1, 1] },
      intercepts: { floats: [0, 0] },
      multi_class: { int: 1 },
      post_transform: { text: 'LOGISTIC' },
    },
  }
  const label: TinyValue = { name: 'label', type: names ? 'string' : 'int64', shape: ['N'] }
  const inputs: TinyValue[] = [{ name: 'x', type: 'float32', shape: ['N', 1] }]
  if (!zipMap) return tinyOnnx({ inputs, nodes: [linear], outputs: [label, { name: 'probabilities', type: 'float32', shape: ['N', 2] }] })
  const map: TinyNode = {
    op: 'ZipMap',
    domain: 'ai.onnx.ml',
    inputs: ['probabilities'],
    outputs: ['maps'],
    attributes: { [names ? 'classlabels_strings' : 'classlabels_int64s']: labels },
  }
  return tinyOnnx({ inputs, nodes: [linear, map], outputs: [label, { name: 'maps', type: 'maps', shape: [] }] })
}

export interface TinyScorer {
  readonly input: TinyValue
  /** The operator between the input, as float32, and the score. */
  readonly op?: 'Identity' | 'Sigmoid' | 'Log'
  readonly output?: TinyValue
  readonly metadata?: Readonly<Record<string, string>>
}

/** One input, cast to float32, through one operator to one output. */
export function tinyScorer({ input, op = 'Sigmoid', output, metadata = {} }: TinyScorer): Uint8Array {
  const nodes: TinyNode[] = [
    { op: 'Cast', inputs: [input.name], outputs: ['number'], attributes: { to: { int: 1 } } },
    { op, inputs: ['number'], outputs: [output?.name ?? 'score'] },
  ]
  return tinyOnnx({ inputs: [input], nodes, outputs: [output ?? { name: 'score', type: 'float32', shape: ['N', 1] }], metadata })
}

/** A model that says what its columns hold: each output lists the columns that it puts side by side, or the one that it casts. */
export interface TinyEcho {
  readonly outputs: readonly {
    readonly name: string
    readonly columns: readonly string[]
    readonly type?: 'float32' | 'float64' | 'float16' | 'int64' | 'string' | 'bool'
    /** [N, number of columns] when left out. */
    readonly shape?: readonly (number | string)[]
  }[]
  readonly metadata?: Readonly<Record<string, string>>
  /** How many rows every run has; any when left out. */
  readonly batchRows?: number
}

const casts = { float32: 1, int64: 7, string: 8, bool: 9, float16: 10, float64: 11 }

export function tinyEcho({ outputs, metadata = {}, batchRows }: TinyEcho): Uint8Array {
  const rows = batchRows ?? 'N'
  const columns = [...new Set(outputs.flatMap((output) => output.columns))]
  const nodes = outputs.flatMap(({ name, columns: parts, type = 'float32', shape }): TinyNode[] => [
    { op: 'Concat', inputs: parts, outputs: [`${name}_wide`], attributes: { axis: { int: 1 } } },
    { op: 'Cast', inputs: [`${name}_wide`], outputs: [shape?.length === 1 ? `${name}_cast` : name], attributes: { to: { int: casts[type] } } },
    ...(shape?.length === 1 ? [{ op: 'Flatten', inputs: [`${name}_cast`], outputs: [`${name}_flat`] }] : []),
    ...(shape?.length === 1 ? [{ op: 'Squeeze', inputs: [`${name}_flat`], outputs: [name] }] : []),
  ])
  return tinyOnnx({
    inputs: columns.map((name) => ({ name, type: 'float64', shape: [rows, 1] })),
    nodes,
    outputs: outputs.map(({ name, columns: parts, type = 'float32', shape }) => ({ name, type, shape: shape ?? [rows, parts.length] })),
    metadata,
  })
}
