// The demo is a test, too: what it tells must be so.
export class Expectations {
  passed = 0
  failed = 0

  that(what: string, holds: boolean): void {
    if (holds) this.passed++
    else {
      this.failed++
      console.error(`   ✗ not so: ${what}`)
    }
  }

  summary(): string {
    return `${this.passed} passed, ${this.failed} failed`
  }
}
