// Makes packages/testing/src/openapi/subset.json: the requests of the operations that the emulated GitHub serves,
// cut from GitHub's own OpenAPI description as published in the npm package @octokit/openapi.
// Usage: node scripts/openapi-subset.mjs [api.github.com.json]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const SOURCE = '@octokit/openapi@23.0.2'
const DOCUMENT = 'package/generated/api.github.com.json'
const TARGET = path.join(import.meta.dirname, '../packages/testing/src/openapi/subset.json')

const OPERATIONS = {
  actions:
    'create-workflow-dispatch download-artifact get-workflow-run list-artifacts-for-repo list-workflow-run-artifacts list-workflow-runs list-workflow-runs-for-repo',
  git: 'create-blob create-commit create-ref create-tag create-tree delete-ref get-blob get-commit get-ref get-tag get-tree list-matching-refs update-ref',
  issues: 'add-labels create create-comment delete-comment get get-comment list-comments list-for-repo update update-comment',
  pulls: 'create get list list-files merge update',
  'rate-limit': 'get',
  repos:
    'compare-commits-with-basehead create-commit-status create-deployment create-deployment-status create-dispatch-event create-release delete-release ' +
    'delete-release-asset get get-branch get-collaborator-permission-level get-combined-status-for-ref get-commit get-content get-deployment ' +
    'get-latest-release get-release get-release-asset get-release-by-tag list-branches list-commit-statuses-for-ref list-commits list-deployment-statuses ' +
    'list-deployments list-pull-requests-associated-with-commit list-release-assets list-releases update-release upload-release-asset',
  users: 'get-authenticated',
}

const wanted = new Set(Object.entries(OPERATIONS).flatMap(([area, names]) => names.split(' ').map((name) => `${area}/${name}`)))

function fetchDocument() {
  const scratch = mkdtempSync(path.join(tmpdir(), 'openapi-'))
  try {
    const tarball = execFileSync('npm', ['pack', '--silent', SOURCE], { cwd: scratch, encoding: 'utf8' }).trim()
    execFileSync('tar', ['-xzf', tarball, DOCUMENT], { cwd: scratch })
    return readFileSync(path.join(scratch, DOCUMENT), 'utf8')
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

const NOISE = new Set(['description', 'example', 'examples', 'title', 'deprecated', 'externalDocs', 'summary', 'default'])

/** A schema with its references put in place, without prose, and `nullable` turned into what JSON Schema knows. */
function trim(schema, document, { isPropertyMap = false } = {}) {
  if (Array.isArray(schema)) return schema.map((item) => trim(item, document))
  if (schema === null || typeof schema !== 'object') return schema
  if (schema.$ref !== undefined) return trim(resolve(schema.$ref, document), document)
  const kept = {}
  for (const [key, value] of Object.entries(schema)) {
    if (!isPropertyMap && (NOISE.has(key) || key.startsWith('x-') || key === 'nullable')) continue
    kept[key] = trim(value, document, { isPropertyMap: key === 'properties' && !isPropertyMap })
  }
  return schema.nullable === true && !isPropertyMap ? { anyOf: [kept, { type: 'null' }] } : kept
}

const resolve = (reference, document) =>
  reference
    .slice(2)
    .split('/')
    .reduce((node, key) => node[key], document)

function request(method, url, operation, shared, document) {
  const parameters = [...shared, ...(operation.parameters ?? [])].map((parameter) => (parameter.$ref ? resolve(parameter.$ref, document) : parameter))
  const content = operation.requestBody?.content ?? {}
  const body = content['application/json']?.schema
  return {
    method: method.toUpperCase(),
    path: url,
    parameters: parameters.map(({ name, in: place, required, schema }) => ({
      name,
      in: place,
      required: required === true,
      schema: trim(schema, document),
    })),
    body: body === undefined ? null : trim(body, document),
    bodyRequired: operation.requestBody?.required === true,
    bytes: 'application/octet-stream' in content,
  }
}

const document = JSON.parse(process.argv[2] === undefined ? fetchDocument() : readFileSync(process.argv[2], 'utf8'))
const found = Object.entries(document.paths).flatMap(([url, { parameters = [], ...methods }]) =>
  Object.entries(methods)
    .filter(([, operation]) => wanted.delete(operation.operationId))
    .map(([method, operation]) => [operation.operationId, request(method, url, operation, parameters, document)]),
)
if (wanted.size > 0) throw new Error(`not in ${SOURCE}: ${[...wanted].join(', ')}`)
const operations = Object.fromEntries(found.sort(([one], [other]) => (one < other ? -1 : 1)))
const text = `${JSON.stringify({ source: SOURCE, license: 'MIT, GitHub Inc.', operations }, null, 1)}\n`
writeFileSync(TARGET, text)
process.stdout.write(`${found.length} operations, ${Math.round(text.length / 1024)} kB\n`)
