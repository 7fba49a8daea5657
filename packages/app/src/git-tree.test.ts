import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { gitRepository } from './fixtures/git-repository.ts'
import { openGitTree } from './git-tree.ts'

const project = { 'seaworthy.yml': 'version: 1\n', 'train.py': 'print()\n' }

describe('openGitTree', () => {
  it('knows head, refs, files and their bytes', async () => {
    using repository = gitRepository()
    const first = repository.commit(project)
    const second = repository.commit({ 'train.py': 'print(1)\n' })
    const tree = await openGitTree(repository.path)
    expect({ root: tree.root, head: await tree.head() }).toEqual({ root: repository.path, head: second })
    expect([await tree.resolve('main'), await tree.resolve(first.slice(0, 8)), await tree.resolve('origin/main')]).toEqual([second, first, null])
    expect([...(await tree.files(first)).keys()]).toEqual(['seaworthy.yml', 'train.py'])
    expect(new TextDecoder().decode((await tree.read(first, 'train.py')) ?? new Uint8Array())).toBe('print()\n')
    expect(await tree.read(first, 'nope')).toBeNull()
    expect(await tree.committedAt(first)).toEqual(new Date('2024-03-01T12:00:00Z'))
  })

  it('reads uncommitted changes and new files as a tree, and leaves the index as it was', async () => {
    using repository = gitRepository()
    repository.commit({ ...project, '.gitignore': 'ignored\n' })
    const tree = await openGitTree(repository.path)
    const clean = await tree.workingTree()
    expect(clean).toEqual({ tree: repository.git('rev-parse', 'HEAD^{tree}'), dirty: false })
    repository.write({ 'train.py': 'print(2)\n', 'new.py': '', ignored: 'x' })
    const before = repository.git('status', '--porcelain')
    const changed = await tree.workingTree()
    expect({ dirty: changed.dirty, files: [...(await tree.files(changed.tree)).keys()] }).toEqual({
      dirty: true,
      files: ['.gitignore', 'new.py', 'seaworthy.yml', 'train.py'],
    })
    expect(new TextDecoder().decode((await tree.read(changed.tree, 'train.py')) ?? new Uint8Array())).toBe('print(2)\n')
    expect(repository.git('status', '--porcelain')).toBe(before)
  })

  it('follows first parents through a merge, and finds where two branches parted', async () => {
    using repository = gitRepository()
    const first = repository.commit(project)
    repository.git('switch', '--quiet', '--create', 'side')
    const side = repository.commit({ 'side.py': '' })
    repository.git('switch', '--quiet', 'main')
    const second = repository.commit({ 'main.py': '' })
    repository.git('merge', '--quiet', '--no-edit', 'side')
    const tree = await openGitTree(repository.path)
    const merged = await tree.head()
    expect(await tree.firstParents(merged, 10)).toEqual([merged, second, first])
    expect(await tree.firstParents(merged, 2)).toEqual([merged, second])
    expect([await tree.mergeBase(side, second), await tree.mergeBase(side, 'f'.repeat(40))]).toEqual([first, null])
  })

  it('sees a change of the same length that is as old as the index', async () => {
    using repository = gitRepository()
    for (let at = 0; at < 15; at++) {
      repository.commit({ 'seaworthy.yml': '', 'train.py': `a${at}\n` })
      repository.write({ 'train.py': `b${at}\n` })
      const tree = await openGitTree(repository.path)
      expect(await tree.workingTree()).toMatchObject({ dirty: true })
    }
  })

  it('takes the nearest folder with a seaworthy.yml for the project, and its paths from there', async () => {
    using repository = gitRepository()
    const commit = repository.commit({ 'README.md': '', 'models/a/seaworthy.yml': '', 'models/a/src/train.py': 'a\n', 'models/b/train.py': '' })
    const tree = await openGitTree(path.join(repository.path, 'models/a/src'))
    expect({ root: tree.root, files: [...(await tree.files(commit)).keys()] }).toEqual({
      root: path.join(repository.path, 'models/a'),
      files: ['seaworthy.yml', 'src/train.py'],
    })
    repository.write({ 'README.md': 'changed outside the project\n' })
    expect(await tree.workingTree()).toEqual({ tree: repository.git('rev-parse', 'HEAD:models/a'), dirty: false })
    repository.write({ 'models/a/src/train.py': 'b\n' })
    expect(await tree.workingTree()).toMatchObject({ dirty: true })
    expect((await openGitTree(path.join(repository.path, 'models/b'))).root).toBe(repository.path)
  })

  it('refuses a folder outside of any repository, and a head before the first commit', async () => {
    await expect(openGitTree('/')).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY', hint: expect.stringContaining('check out first') })
    using repository = gitRepository()
    const tree = await openGitTree(repository.path)
    await expect(tree.head()).rejects.toMatchObject({ code: 'GIT_FAILED', hint: expect.stringContaining('commit something first') })
    expect(await tree.resolve('HEAD')).toBeNull()
  })

  it('refuses a commit that is not there', async () => {
    using repository = gitRepository()
    repository.commit(project)
    const tree = await openGitTree(repository.path)
    await expect(tree.files('f'.repeat(40))).rejects.toMatchObject({ code: 'GIT_FAILED', hint: expect.stringContaining('fetch-depth: 0') })
  })
})
