import type { NativeEnvironment, Target } from './library.ts'

/** The machine's name: Linux with musl (Alpine) needs other builds than Linux with glibc. */
export function targetOf({ platform, arch }: Pick<NativeEnvironment, 'platform' | 'arch'>): Target {
  const plain = `${platform}-${arch}`
  return platform === 'linux' && process.platform === 'linux' && !runsOnGlibc() ? `${plain}-musl` : plain
}

function runsOnGlibc(): boolean {
  // Without this the report looks up the names of all network peers, which takes seconds.
  Reflect.set(process.report, 'excludeNetwork', true)
  const report: unknown = process.report.getReport()
  return JSON.stringify(report).includes('"glibcVersionRuntime"')
}
