export interface ActAnnotation {
  readonly job: string
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly properties: Readonly<Record<string, string>>
}

export interface ActReport {
  /** Result by job name; a job that no runner took is missing here, so assert on every job. */
  readonly jobs: Readonly<Record<string, string>>
  readonly steps: readonly { readonly job: string; readonly stage: string; readonly name: string; readonly result: string }[]
  readonly outputs: readonly { readonly job: string; readonly step: string; readonly name: string; readonly value: string }[]
  readonly summaries: readonly { readonly job: string; readonly text: string }[]
  readonly annotations: readonly ActAnnotation[]
  /** What the steps printed. */
  readonly log: string
}

interface Line {
  readonly job?: string
  readonly msg?: string
  readonly raw_output?: boolean
  readonly jobResult?: string
  readonly stepResult?: string
  readonly stage?: string
  readonly step?: string
  readonly stepID?: readonly string[]
  readonly command?: string
  readonly name?: string
  readonly arg?: string
  readonly content?: string
  readonly kvPairs?: Readonly<Record<string, string>>
}

const LEVELS: readonly string[] = ['error', 'warning', 'notice']

/** Reads the lines that `act --json` prints; what is not JSON is log. */
export function parseActLog(text: string): ActReport {
  const lines = text.split('\n').filter(Boolean).map(parseLine)
  const job = (line: Line): string => (line.job ?? '').trim()
  const step = (line: Line): string => (line.stepID ?? []).join('.')
  return {
    jobs: Object.fromEntries(lines.flatMap((line) => (line.jobResult === undefined ? [] : [[job(line), line.jobResult]]))),
    steps: lines.flatMap((line) =>
      line.stepResult === undefined || line.stage === undefined
        ? []
        : [{ job: job(line), stage: line.stage, name: line.step ?? '', result: line.stepResult }],
    ),
    outputs: lines.flatMap((line) =>
      line.command === 'set-output' ? [{ job: job(line), step: step(line), name: line.name ?? '', value: line.arg ?? '' }] : [],
    ),
    annotations: lines.flatMap((line) =>
      LEVELS.includes(line.command ?? '')
        ? [{ job: job(line), level: line.command as ActAnnotation['level'], message: line.arg ?? '', properties: line.kvPairs ?? {} }]
        : [],
    ),
    summaries: summaries(lines.map((line) => ({ ...line, job: job(line) }))),
    log: lines.map((line) => (line.raw_output === true ? (line.msg ?? '') : '')).join(''),
  }
}

function parseLine(text: string): Line {
  try {
    return JSON.parse(text) as Line
  } catch {
    return { raw_output: true, msg: `${text}\n` }
  }
}

/** act reports the summary of a step in a composite twice. */
function summaries(lines: readonly (Line & { readonly job: string })[]): { job: string; text: string }[] {
  const all = lines.filter((line) => line.command === 'summary').map((line) => ({ job: line.job, text: line.content ?? '' }))
  return all.filter((one, index) => all[index - 1]?.job !== one.job || all[index - 1]?.text !== one.text)
}
