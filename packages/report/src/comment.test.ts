import { describe, expect, it } from 'vitest'
import { renderComment } from './comment.ts'
import { stories } from './fixtures/stories.ts'

describe('renderComment', () => {
  it.each(Object.entries(stories))('tells the story "%s"', async (name, story) => {
    await expect(renderComment(story())).toMatchFileSnapshot(`./fixtures/golden/${name}.md`)
  })
})
