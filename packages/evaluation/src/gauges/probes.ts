/** What is measured by running a model, not by comparing rows with the truth. */
export interface ProbeKind {
  readonly id: string
  readonly title: string
  readonly better: 'higher' | 'lower'
  readonly range: readonly [number, number]
  /** How its numbers are written: milliseconds, bytes, rows a second, a share, or a bare count. */
  readonly unit: 'ms' | 'bytes' | 'rows/s' | 'share' | 'count' | 'number'
  readonly summary: string
}

const positive = [0, Number.POSITIVE_INFINITY] as const
const share = [0, 1] as const

/** Every probe, one line each. */
export const probeKinds: readonly ProbeKind[] = [
  { id: 'latency_p50', title: 'latency p50', better: 'lower', range: positive, unit: 'ms', summary: 'median time of a call with one row' },
  {
    id: 'latency_p95',
    title: 'latency p95',
    better: 'lower',
    range: positive,
    unit: 'ms',
    summary: 'time that 95 % of calls with one row stay below',
  },
  {
    id: 'latency_p99',
    title: 'latency p99',
    better: 'lower',
    range: positive,
    unit: 'ms',
    summary: 'time that 99 % of calls with one row stay below',
  },
  {
    id: 'throughput',
    title: 'throughput',
    better: 'higher',
    range: positive,
    unit: 'rows/s',
    summary: 'rows scored in a second, in batches of 4,096',
  },
  {
    id: 'peak_memory',
    title: 'peak memory',
    better: 'lower',
    range: positive,
    unit: 'bytes',
    summary: 'resident memory that opening it and scoring 4,096 rows add to a process of its own',
  },
  { id: 'size_bytes', title: 'size', better: 'lower', range: positive, unit: 'bytes', summary: 'bytes of the model and its external data' },
  {
    id: 'parameters',
    title: 'parameters',
    better: 'lower',
    range: positive,
    unit: 'count',
    summary: 'numbers held in the model: weights and the nodes of trees',
  },
  {
    id: 'flip_rate_noise',
    title: 'flips under noise',
    better: 'lower',
    range: share,
    unit: 'share',
    summary: 'decisions that change when numbers are moved by 5 % of their spread',
  },
  {
    id: 'flip_rate_missing',
    title: 'flips without a value',
    better: 'lower',
    range: share,
    unit: 'share',
    summary: 'decisions that change when one value of the row is left out',
  },
  {
    id: 'flip_rate_swap',
    title: 'flips under a swap',
    better: 'lower',
    range: share,
    unit: 'share',
    summary: 'decisions that change when one category of the row becomes another',
  },
  {
    id: 'flip_rate_typo',
    title: 'flips under typos',
    better: 'lower',
    range: share,
    unit: 'share',
    summary: 'decisions that change when one text of the row is mistyped',
  },
  {
    id: 'repeat_difference',
    title: 'difference when repeated',
    better: 'lower',
    range: positive,
    unit: 'number',
    summary: 'largest difference of two runs on the same rows',
  },
  {
    id: 'thread_difference',
    title: 'difference by threads',
    better: 'lower',
    range: positive,
    unit: 'number',
    summary: 'largest difference of one thread and four',
  },
  {
    id: 'batch_difference',
    title: 'difference by batch',
    better: 'lower',
    range: positive,
    unit: 'number',
    summary: 'largest difference of one row at a time and many',
  },
  {
    id: 'training_difference',
    title: 'difference from training',
    better: 'lower',
    range: positive,
    unit: 'number',
    summary: "largest difference from the training code's own predictions",
  },
]

/** The probe of that id; null where there is none. */
export function probeKind(id: string): ProbeKind | null {
  return probeKinds.find((one) => one.id === id) ?? null
}

/** What a probe found. */
export interface Probed {
  readonly id: string
  readonly candidate: Estimate
  readonly baseline: Estimate | null
  /** Candidate over baseline, where both were measured in turn. */
  readonly ratio: Estimate | null
  /** Rows on which something happened to one model alone, where it was asked of the same rows. */
  readonly paired?: { readonly candidateOnly: number; readonly baselineOnly: number; readonly units: number } | null
  /** How many times, or on how many rows, it was measured. */
  readonly units: number
  /** Rounds of calls that were made together, where that is not each by itself. */
  readonly clusters?: number
  /** What a reader should know, such as that a model refused rows. */
  readonly notes?: readonly string[]
}

export interface Estimate {
  readonly value: number
  /** 95 %, two-sided; null for a number that is exact. */
  readonly interval: readonly [number, number] | null
}
