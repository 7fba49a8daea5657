import type { z } from 'zod'
import type { Complaint } from './leaf.ts'
import { textLeaf } from './leaf.ts'

const modelPattern = '^[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$'
const stagePattern = '^[a-z]([a-z0-9-]{0,48}[a-z0-9])?$'
const datasetPattern = '^[A-Za-z][A-Za-z0-9_-]{0,49}$'
const variablePattern = '^[A-Za-z_][A-Za-z0-9_]{0,99}$'

/** A model's name becomes part of tags (`name@v1.0.0`, `name#stage#1`) and of file names. */
export const modelName = patternLeaf(
  'model',
  modelPattern,
  'letters, digits, ".", "_" and "-", beginning and ending with a letter or digit',
  (text) => (text.includes('..') || text.toLowerCase().endsWith('.lock') ? 'no git tag can be named after it' : null),
)
export const stageName = patternLeaf('stage', stagePattern, 'small letters, digits and "-", beginning with a letter')
/** `data.train` reaches the training command as `$DATA_TRAIN`. */
export const datasetName = patternLeaf('dataset', datasetPattern, 'letters, digits, "_" and "-", beginning with a letter')
export const variableName = patternLeaf('variable', variablePattern, 'letters, digits and "_"', (text) =>
  /^(DATA_.*|PARAMS|OUT|SEED|CHECKPOINT|GITHUB_.*|ACTIONS_.*|RUNNER_.*|INPUT_.*)$/i.test(text)
    ? 'it is set for the command by seaworthy or by GitHub'
    : null,
)

/** A path or glob that stays inside the repository, with forward slashes. */
export function pathLeaf(description: string): z.ZodType<string, string> {
  return textLeaf(judgePath, { description, schema: { minLength: 1 } })
}

/** Where data live: a path or glob in the repository (a DVC pointer among them), `https://`, `s3://`, `hf://datasets/`, or `command:` and a command. */
export function sourceLeaf(description: string): z.ZodType<string, string> {
  return textLeaf((text) => (isAddress(text) ? judgeAddress(text) : judgePath(text)), { description, schema: { minLength: 1 } })
}

const addressPattern = /^(?:[a-z][a-z0-9+.-]*:\/\/|command:)/i

/** Whether a source is fetched before it is read: everything but paths in the repository. */
export function isAddress(source: string): boolean {
  return addressPattern.test(source)
}

const knownAddress =
  /^(?:https:\/\/[^\s/]+\/|http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?\/|s3:\/\/[^\s/]+\/|hf:\/\/datasets\/[^\s/]+\/[^\s/]+\/)\S+$/

function judgeAddress(text: string): Complaint | null {
  const message = `"${text}" is no source of data`
  if (/[\0\r\n]/.test(text)) return { code: 'PATH_INVALID', message, hint: 'it holds a line break or a NUL character' }
  if (text.startsWith('command:')) return text.slice(8).trim() === '' ? { code: 'PATH_INVALID', message, hint: 'the command is missing' } : null
  if (knownAddress.test(text)) return null
  return {
    code: 'PATH_INVALID',
    message,
    hint: 'https://HOST/FILE, s3://BUCKET/KEY, hf://datasets/OWNER/NAME/FILE, command:COMMAND, or a path in the repository',
  }
}

/** `./models/a/` and `models/a` are one folder. */
export function normalPath(path: string): string {
  return path.replace(/^(\.\/)+/, '').replace(/\/+$/, '') || '.'
}

function patternLeaf(
  what: string,
  pattern: string,
  allowed: string,
  refuse: (text: string) => string | null = () => null,
): z.ZodType<string, string> {
  const judge = (text: string): Complaint | null => {
    const message = `"${text}" cannot be the name of a ${what}`
    if (!new RegExp(pattern).test(text)) return { code: 'NAME_INVALID', message, hint: allowed }
    const reason = refuse(text)
    return reason === null ? null : { code: 'NAME_INVALID', message, hint: reason }
  }
  return textLeaf(judge, { description: `The name of a ${what}.`, schema: { pattern } })
}

function judgePath(text: string): Complaint | null {
  const hint = pathFault(text)
  return hint === null ? null : { code: 'PATH_INVALID', message: `"${text}" is not a path in the repository`, hint }
}

function pathFault(text: string): string | null {
  if (text === '') return 'it is empty'
  if (text.includes('\\')) return 'use forward slashes'
  if (text.startsWith('/') || /^[A-Za-z]:/.test(text)) return 'make it relative'
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return 'stores outside the repository do not exist yet'
  if (text.split('/').includes('..')) return 'it may not leave its folder with ".."'
  return text.includes('\0') ? 'it holds a NUL character' : null
}
