import type { Task } from './plan.ts'

/** The metrics that exist, told by whoever has the catalogue. */
export interface MetricNames {
  /** Ids that hints offer. */
  readonly names: readonly string[]
  /** The tasks that have a metric of that id, or what is wrong with the id. */
  lookUp(id: string): readonly Task[] | MetricComplaint
}

/** An id that is nearly one: its parameter is not. */
export interface MetricComplaint {
  readonly message: string
  readonly hint: string | null
}
