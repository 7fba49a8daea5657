import { type Config, ConfigError, type Lock, type ModelPlan, parseConfig, parseLock } from '@seaworthy/config'
import { PipelineError } from './errors.ts'
import type { SourceTree } from './ports.ts'

export const configPath = 'seaworthy.yml'
export const lockPath = 'seaworthy.lock'
export const publicKeyPath = 'seaworthy.pub'
/** The workflow file that pull requests run; its runs hold the bytes that a reviewer saw. */
export const lineWorkflow = 'seaworthy.yml'
/** The workflow file of the default branch: ships and watches. */
export const trustedWorkflow = 'seaworthy-trusted.yml'

/** The configuration of a tree; null where it has none. */
export async function readConfig(tree: SourceTree, at: string): Promise<Config | null> {
  const bytes = await tree.read(at, configPath)
  if (!bytes) return null
  const { metricNames } = await import('./metric-names.ts')
  return parseConfig(textOr(bytes, notText('CONFIG_UNREADABLE', configPath)), { path: configPath, metrics: metricNames })
}

export async function requireConfig(tree: SourceTree, at: string): Promise<Config> {
  const config = await readConfig(tree, at)
  if (config) return config
  throw new PipelineError('CONFIG_MISSING', `there is no ${configPath} at the root of the repository`, { hint: 'seaworthy init writes one' })
}

/** The lock of a tree; one without sources where it has none. */
export async function readLock(tree: SourceTree, at: string): Promise<Lock> {
  const bytes = await tree.read(at, lockPath)
  return bytes ? parseLock(textOr(bytes, notText('LOCK_UNREADABLE', lockPath)), lockPath) : { version: 1, sources: [] }
}

export function modelNamed(config: Config, name: string): ModelPlan {
  const model = config.models.find((one) => one.name === name)
  if (model) return model
  throw new PipelineError('MODEL_UNKNOWN', `${configPath} has no model "${name}"`, {
    hint: `the models are: ${config.models.map((one) => one.name).join(', ')}`,
  })
}

/** Bytes as UTF-8, or the error that `refuse` makes of them. */
export function textOr(bytes: Uint8Array, refuse: (cause: unknown) => Error): string {
  try {
    return text(bytes)
  } catch (cause) {
    throw refuse(cause)
  }
}

function notText(code: 'CONFIG_UNREADABLE' | 'LOCK_UNREADABLE', path: string): (cause: unknown) => ConfigError {
  return (cause) => new ConfigError(code, `${path} is not UTF-8 text`, { hint: 'save it as UTF-8', cause })
}

export function text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}
