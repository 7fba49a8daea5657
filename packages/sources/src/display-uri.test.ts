import { describe, expect, it } from 'vitest'
import { displayUri } from './display-uri.ts'

describe('displayUri', () => {
  it.each([
    ['https://user:secret@host:8/a/b.csv?X-Amz-Signature=secret#secret', 'https://host:8/a/b.csv'],
    ['https://us@er:secret@host/a@b.csv', 'https://host/a@b.csv'],
    ['https://host?token=secret', 'https://host'],
    ['HTTP://u@[::1]:9/x', 'HTTP://[::1]:9/x'],
    ['s3://bkt/a?b.csv?versionId=1&endpoint=http://h', 's3://bkt/a?b.csv'],
    ['s3://key:secret@bkt/a', 's3://bkt/a'],
    ['ftp://u:secret@host/x', 'ftp://host/x'],
    ['hf://datasets/own/name@main/a.csv', 'hf://datasets/own/name@main/a.csv'],
    ['data/x.csv', 'data/x.csv'],
    ['data/\u001b[31mx\u202E.csv', 'data/\uFFFD[31mx\uFFFD.csv'],
    ['command:python fetch.py\nTOKEN=secret', 'command:python fetch.py…'],
    [`command:${'x'.repeat(200)}`, `command:${'x'.repeat(72)}…`],
  ])('shows %j as %j', (uri, shown) => {
    expect(displayUri(uri)).toBe(shown)
  })
})
