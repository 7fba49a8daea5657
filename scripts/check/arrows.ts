/** What a package may touch of the world at run time. Clock, environment and randomness are Biome's to check (outside-world.grit). */
export type Reach = 'nothing' | 'files' | 'files and processes' | 'everything'

export interface PackageRule {
  /** Packages of ours that it may import; nothing else. */
  readonly imports: readonly string[]
  readonly reach: Reach
}

/** The table of the design's section on packages: arrows point one way, from the bottom of this list to its top. */
export const arrows: Readonly<Record<string, PackageRule>> = {
  record: { imports: [], reach: 'nothing' },
  config: { imports: [], reach: 'nothing' },
  stats: { imports: [], reach: 'nothing' },
  contracts: { imports: [], reach: 'nothing' },
  github: { imports: [], reach: 'everything' },
  sources: { imports: [], reach: 'everything' },
  results: { imports: [], reach: 'files' },
  inference: { imports: [], reach: 'files' },
  metrics: { imports: ['stats'], reach: 'nothing' },
  evaluation: { imports: ['record', 'metrics', 'stats'], reach: 'nothing' },
  monitoring: { imports: ['record', 'stats'], reach: 'nothing' },
  report: { imports: ['record'], reach: 'nothing' },
  datasets: { imports: ['contracts'], reach: 'files' },
  registry: { imports: ['record'], reach: 'files' },
  training: { imports: ['record'], reach: 'files and processes' },
  pipeline: {
    imports: [
      'record',
      'config',
      'contracts',
      'datasets',
      'evaluation',
      'metrics',
      'inference',
      'monitoring',
      'registry',
      'report',
      'results',
      'sources',
      'stats',
      'training',
    ],
    reach: 'nothing',
  },
  app: {
    imports: [
      'record',
      'config',
      'contracts',
      'datasets',
      'evaluation',
      'metrics',
      'inference',
      'monitoring',
      'registry',
      'report',
      'results',
      'sources',
      'stats',
      'training',
      'github',
      'pipeline',
    ],
    reach: 'everything',
  },
  testing: { imports: ['record'], reach: 'everything' },
}

const fileModules = ['node:fs', 'node:fs/promises', 'node:os']
const processModules = ['node:child_process']
const networkModules = ['node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'node:dgram', 'undici']
const nativeModules = ['@duckdb/node-api', '@duckdb/node-bindings', 'onnxruntime-node']
const hostScopes = ['@actions/', '@octokit/']

/**
 * Whether a package of that reach may load the module at run time. DuckDB and ONNX Runtime are handed in by whoever composes,
 * so that nobody below may load them: their types are free.
 */
export function isWithinReach(module: string, reach: Reach): boolean {
  if (reach === 'everything') return true
  if (networkModules.includes(module) || nativeModules.includes(module)) return false
  if (hostScopes.some((scope) => module.startsWith(scope))) return false
  if (processModules.includes(module)) return reach === 'files and processes'
  return reach !== 'nothing' || !fileModules.includes(module)
}
