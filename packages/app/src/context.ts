import type { Line, Plan, TrainHost } from '@seaworthy/pipeline'
import type { Environment } from './environment.ts'
import type { Event } from './event.ts'

/** What a command runs in, composed once per process. */
export interface Context {
  readonly environment: Environment
  readonly event: Event
  readonly line: Line
  readonly host: TrainHost
  /** The plan of this run: decided by the plan stage on a runner, made anew on a laptop. */
  plan(): Promise<Plan>
  /** Progress for people; silent where a machine reads. */
  progress(message: string): void
}
