import type { Source } from '../profile/source.ts'

/** The first column of what a query finds, some values at a time, in its order. */
export async function* sampledValues({ engine }: Pick<Source, 'engine'>, sql: string): AsyncGenerator<readonly unknown[]> {
  using reading = await engine.stream(sql)
  for (;;) {
    const chunk = await reading.result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return
    yield chunk.getColumnValues(0)
  }
}
