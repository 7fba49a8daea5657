import { z } from 'zod'
import type { Check, Match, Pattern } from '../../check.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { isMap } from '../dialect.ts'
import { pythonPattern } from '../python/python-pattern.ts'
import { strptimeFault } from '../python/strptime-format.ts'
import { type Asked, columnKey, type Definition, define, mostlyKey } from './expectation.ts'
import { likePattern } from './like-pattern.ts'
import { ofColumn } from './values.ts'

const ofValues = { ...columnKey, ...mostlyKey }
const regex = { ...ofValues, regex: z.string() }
const regexes = { ...ofValues, regex_list: z.array(z.string()).min(1) }
const matchOn = { match_on: z.enum(['any', 'all']).nullish() }
const escapeKey = { escape: z.string().nullish() }
const like = { ...ofValues, ...escapeKey, like_pattern: z.string() }
const likes = { ...ofValues, ...escapeKey, like_pattern_list: z.array(z.string()).min(1) }

/** Expectations about how a text is written. Regular expressions are Python's, and are found anywhere in the text (`re.search`). */
export const textExpectations: Readonly<Record<string, Definition>> = {
  expect_column_values_to_match_regex: define(regex, (asked) => patternCheck(asked, one(asked.kwargs.regex, 'regex'), 'all')),
  expect_column_values_to_not_match_regex: define(regex, (asked) => patternCheck(asked, one(asked.kwargs.regex, 'regex'), 'none')),
  expect_column_values_to_match_regex_list: define({ ...regexes, ...matchOn }, (asked) =>
    patternCheck(asked, list(asked.kwargs.regex_list, 'regex_list'), asked.kwargs.match_on ?? 'any'),
  ),
  expect_column_values_to_not_match_regex_list: define(regexes, (asked) => patternCheck(asked, list(asked.kwargs.regex_list, 'regex_list'), 'none')),
  expect_column_values_to_match_like_pattern: define(like, (asked) => likeCheck(asked, one(asked.kwargs.like_pattern, 'like_pattern'), 'all')),
  expect_column_values_to_not_match_like_pattern: define(like, (asked) => likeCheck(asked, one(asked.kwargs.like_pattern, 'like_pattern'), 'none')),
  expect_column_values_to_match_like_pattern_list: define({ ...likes, ...matchOn }, (asked) =>
    likeCheck(asked, list(asked.kwargs.like_pattern_list, 'like_pattern_list'), asked.kwargs.match_on ?? 'any'),
  ),
  expect_column_values_to_not_match_like_pattern_list: define(likes, (asked) =>
    likeCheck(asked, list(asked.kwargs.like_pattern_list, 'like_pattern_list'), 'none'),
  ),
  expect_column_values_to_match_strftime_format: define({ ...ofValues, strftime_format: z.string().min(1) }, (asked) => strptimeCheck(asked)),
  expect_column_values_to_be_json_parseable: define(ofValues, (asked) => [{ kind: 'format', ...ofColumn(asked), format: 'json' }]),
  expect_column_values_to_match_json_schema: define({ ...ofValues, json_schema: z.unknown() }, (asked) => jsonSchemaCheck(asked)),
}

type OfColumn = Asked<{ readonly column: string }>
interface Source {
  readonly text: string
  readonly key: YamlPath
}

function one(text: string, key: string): readonly Source[] {
  return [{ text, key: [key] }]
}

function list(texts: readonly string[], key: string): readonly Source[] {
  return texts.map((text, at) => ({ text, key: [key, at] }))
}

function patternCheck(asked: OfColumn, sources: readonly Source[], match: Match): readonly Check[] {
  const patterns = sources.flatMap((source): readonly Pattern[] => {
    const read = pythonPattern(source.text, { anchor: 'none' })
    if ('pattern' in read) return [read.pattern]
    const code = read.fault === 'invalid' ? 'PATTERN_INVALID' : 'PATTERN_UNSUPPORTED'
    asked.reader.refuse(code, `the expression ${JSON.stringify(source.text)}: ${read.reason}`, { path: [...asked.path, ...source.key] })
    return []
  })
  return patterns.length === sources.length ? [{ kind: 'pattern', ...ofColumn(asked), patterns, match }] : []
}

type Like = Asked<{ readonly column: string; readonly escape?: string | null | undefined }>

function likeCheck(asked: Like, sources: readonly Source[], match: Match): readonly Check[] {
  const { kwargs, path, reader } = asked
  const mark = kwargs.escape ?? null
  if (mark === null) return [{ kind: 'like', ...ofColumn(asked), patterns: sources.map(({ text }) => text), match }]
  if (Array.from(mark).length !== 1) {
    reader.refuse('INVALID_VALUE', `"escape" is one character, not ${JSON.stringify(mark)}`, { path: [...path, 'escape'] })
    return []
  }
  const patterns = sources.flatMap(({ text, key }) => {
    const pattern = likePattern(text, mark)
    if (!pattern) reader.refuse('PATTERN_INVALID', `the pattern ${JSON.stringify(text)} ends in its escape character`, { path: [...path, ...key] })
    return pattern ? [pattern] : []
  })
  return patterns.length === sources.length ? [{ kind: 'pattern', ...ofColumn(asked), patterns, match }] : []
}

function strptimeCheck(asked: Asked<{ readonly column: string; readonly strftime_format: string }>): readonly Check[] {
  const { strftime_format: format } = asked.kwargs
  const fault = strptimeFault(format)
  if (fault === null) return [{ kind: 'strptime', ...ofColumn(asked), format }]
  asked.reader.refuse('INVALID_VALUE', `strftime_format: ${fault}`, { path: [...asked.path, 'strftime_format'] })
  return []
}

const drafts: readonly (readonly [RegExp, 'draft-07' | '2020-12'])[] = [
  [/^https?:\/\/json-schema\.org\/draft-07\/schema#?$/, 'draft-07'],
  [/^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/, '2020-12'],
]

// As `jsonschema.validate` chooses: by `$schema`, else the newest draft.
function jsonSchemaCheck(asked: Asked<{ readonly column: string; readonly json_schema?: unknown }>): readonly Check[] {
  const { path, reader, kwargs } = asked
  const schema = kwargs.json_schema
  const place = [...path, 'json_schema']
  if (schema === undefined || schema === null) reader.refuse('MISSING_KEY', '"json_schema" is missing', { path })
  else if (typeof schema !== 'boolean' && !isMap(schema)) reader.refuse('INVALID_VALUE', '"json_schema" is a map', { path: place })
  else {
    const named = isMap(schema) ? schema['$schema'] : undefined
    const draft = named === undefined ? '2020-12' : drafts.find(([form]) => form.test(String(named)))?.[1]
    if (draft) return [{ kind: 'json_schema', ...ofColumn(asked), schema, draft }]
    reader.refuse('UNSUPPORTED_CHECK', `the draft ${JSON.stringify(named)} is not read`, {
      path: [...place, '$schema'],
      hint: 'draft-07 and 2020-12 are',
    })
  }
  return []
}
