import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { Engines, Files, Identity, Line, Log, Plan, SectionStore, SourceTree, TrainHost } from '@seaworthy/pipeline'
import { PipelineError, parsePlan, planChange, publicKeyPath, readConfig } from '@seaworthy/pipeline'
import type { Registry, RegistryPorts } from '@seaworthy/registry'
import { ArtifactSections } from './artifact-sections.ts'
import type { Scope } from './command.ts'
import type { Context } from './context.ts'
import { dataSources } from './data-sources.ts'
import { type Environment, inheritedVariables } from './environment.ts'
import { defaultBranchNamed, type Event, identityOf, readEvent } from './event.ts'
import { FolderSections } from './folder-sections.ts'
import { folderTree } from './folder-tree.ts'
import { openGitTree } from './git-tree.ts'
import { hubOf } from './github-hub.ts'
import { localCommands } from './local-commands.ts'
import { localFiles } from './local-files.ts'
import { changeRequest } from './plan-request.ts'
import { runnerCache } from './runner-cache.ts'
import { toolDigest } from './tool-digest.ts'
import { toolVersion } from './version.ts'

/** Who we are where no commit is asked for. */
const noCommit = '0'.repeat(40)

export interface ComposeOptions {
  readonly environment: Environment
  readonly scope: Scope
  /** Private key in PEM, for the commands that sign. */
  readonly signingKey: string | null
  readonly log: Log
  /** Where the output of user code goes. */
  write(text: string): void
  progress(message: string): void
}

/** Puts the parts together: the only place that knows them all. Heavy parts are loaded when a stage first asks for them. */
export async function compose(options: ComposeOptions): Promise<Context & AsyncDisposable> {
  const { environment, scope, log } = options
  // Files alone are the same whatever started the run.
  const event: Event = scope === 'files' ? { kind: 'local' } : await readEvent(environment)
  const tree = scope === 'files' ? folderTree(environment.cwd) : await openGitTree(environment.cwd)
  const files = localFiles()
  const engines = openEngines(environment, log)
  const { hub, registry } = scope === 'line' ? await connectGitHub({ ...options, tree, event }) : { hub: null, registry: null }
  const sections = sectionStore(environment, { root: tree.root, files })
  const identity = await identify({ environment, scope, event, tree })
  const cancelled = cancelSignal()
  const line: Line = {
    tree,
    files,
    data: dataSources({ root: tree.root, files, environment, log, write: options.write }),
    sections,
    engines,
    commands: localCommands(options.write),
    identity,
    clock: { now: () => new Date(), monotonicMs: () => performance.now() },
    log,
    signs: options.signingKey !== null,
    registry,
    hub,
  }
  return {
    environment,
    event,
    line,
    host: hostOf(options, cancelled.signal),
    plan: () => planOf({ line, event }),
    progress: options.progress,
    async [Symbol.asyncDispose]() {
      cancelled.dispose()
      await engines.dispose()
    },
  }
}

async function planOf(parts: Pick<Context, 'line' | 'event'>): Promise<Plan> {
  if (parts.event.kind === 'local') {
    const plan = await planChange(parts.line, await changeRequest(parts))
    // On a laptop whoever names a stage means it: nothing is left out for being untouched.
    return { ...plan, models: plan.models.map((model) => ({ ...model, touched: true })) }
  }
  const bytes = await parts.line.sections.loadPlan()
  if (bytes) return parsePlan(bytes, 'the plan of this run')
  throw new PipelineError('PLAN_MISSING', 'this run has no plan', { hint: 'run the plan stage first, in this job or in one that this job needs' })
}

interface IdentifyOptions {
  readonly environment: Environment
  readonly scope: Scope
  readonly event: Event
  readonly tree: SourceTree
}

async function identify({ environment, scope, event, tree }: IdentifyOptions): Promise<Identity> {
  const local = environment.github || scope !== 'line' ? { sha: noCommit, dirty: false } : await checkedOut(tree)
  return { tool: { name: 'seaworthy', version: toolVersion, digest: await toolDigest() }, run: identityOf(environment, event, local) }
}

async function checkedOut(tree: SourceTree): Promise<{ readonly sha: string; readonly dirty: boolean }> {
  const { dirty } = await tree.workingTree()
  return { sha: await tree.head(), dirty }
}

/** On a runner outside the checkout: what a change commits under `.seaworthy` must never pass for what a stage made. */
function sectionStore(environment: Environment, { root, files }: { readonly root: string; readonly files: Files }): SectionStore {
  const { github } = environment
  if (!github) return new FolderSections(path.join(root, '.seaworthy'), files)
  const folder = path.join(environment.temporary, `seaworthy-${github.runId}`)
  const own = new FolderSections(folder, files)
  if (!github.artifacts) return own
  const client = async () => new (await import('@actions/artifact')).DefaultArtifactClient()
  return new ArtifactSections(own, { attempt: github.attempt, client, fetched: new FolderSections(path.join(folder, 'fetched'), files) })
}

interface GitHubOptions extends ComposeOptions {
  readonly tree: SourceTree
  readonly event: Event
}

async function connectGitHub({ environment, tree, event, signingKey, log }: GitHubOptions): Promise<Pick<Line, 'hub' | 'registry'>> {
  const { token, repository, apiUrl } = environment
  if (!token || !repository) return { hub: null, registry: null }
  const { connect } = await import('@seaworthy/github')
  const client = connect({ token, repository, apiUrl, log })
  const registry = await registryOf(client, { tree, event, signingKey })
  const defaultBranch = (await defaultBranchNamed(environment)) ?? (await client.facts()).defaultBranch
  return { hub: hubOf(client, defaultBranch), registry }
}

interface RegistryPartsOptions {
  readonly tree: SourceTree
  readonly event: Event
  readonly signingKey: string | null
}

/** Trust comes from the base: its public key and its word on signatures, never those of the change that is judged. */
async function registryOf(ports: RegistryPorts, { tree, event, signingKey }: RegistryPartsOptions): Promise<Registry> {
  const { keySigner, openRegistry } = await import('@seaworthy/registry')
  const base = await trustedTree(tree, event)
  const key = base ? await tree.read(base, publicKeyPath) : null
  const config = base ? await readConfig(tree, base).catch(() => null) : null
  const trust = { mode: config?.signing ?? 'auto', publicKeyPem: key ? new TextDecoder().decode(key) : null }
  return openRegistry({ ...ports, trust, signer: signingKey ? keySigner(signingKey) : null, clock: { now: () => new Date() } })
}

async function trustedTree(tree: SourceTree, event: Event): Promise<string | null> {
  switch (event.kind) {
    case 'change':
      return (await tree.resolve(event.base)) ?? null
    case 'dispatched-change':
    case 'local':
      return (await tree.resolve('origin/HEAD')) ?? (await tree.resolve('origin/main')) ?? (await tree.resolve('HEAD'))
    case 'main':
    case 'run-ended':
    case 'comment':
      return tree.head()
  }
}

function openEngines(environment: Environment, log: Log): Engines & { dispose(): Promise<void> } {
  type Session = Awaited<ReturnType<Engines['session']>>
  const natives = {
    ...environment.natives,
    onProgress: (message: string) => log.info(message),
    ...(environment.github?.artifacts ? { cache: runnerCache(log) } : {}),
  }
  let session: Promise<Session> | null = null
  const open = async () => {
    const [{ openSession }, { loadDuckDb }] = await Promise.all([import('@seaworthy/datasets'), import('./natives/index.ts')])
    return openSession(await loadDuckDb(natives))
  }
  return {
    session: () => {
      session ??= open()
      return session
    },
    async model(path, options = {}) {
      silenceOnnxRuntime()
      const { openModelFile } = await import('./open-model-file.ts')
      return openModelFile({ environment, natives, log }, path, options)
    },
    peakMemory: async (path) => (await import('./peak-memory.ts')).peakMemory(path),
    async dispose() {
      if (session) await (await session)[Symbol.asyncDispose]()
    },
  }
}

// Builds of ONNX Runtime from 1.30 on keep an identifier of the machine below the home folder and send events to their maker
// unless this is set before the library is loaded. What is judged here is nobody else's business.
function silenceOnnxRuntime(): void {
  process.env.ORT_DISABLE_TELEMETRY = '1'
}

function hostOf({ environment, write }: ComposeOptions, signal: AbortSignal): TrainHost {
  return {
    environment: environment.host,
    variables: inheritedVariables(environment),
    isolation: environment.github ? 'job' : 'none',
    stopCommandsToken: environment.github ? randomBytes(24).toString('hex') : null,
    signal,
    write,
    now: () => performance.now(),
  }
}

// A cancelled job gets SIGINT, then SIGTERM: what the stage started must end with it.
function cancelSignal(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController()
  const abort = () => controller.abort()
  process.once('SIGINT', abort)
  process.once('SIGTERM', abort)
  return {
    signal: controller.signal,
    dispose() {
      process.removeListener('SIGINT', abort)
      process.removeListener('SIGTERM', abort)
    },
  }
}
