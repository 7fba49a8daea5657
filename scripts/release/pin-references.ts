/** Stands for a commit where the sources name our own actions and workflows. */
export const placeholder = '0'.repeat(40)

const ownReference = new RegExp(`(seaworthy-ml/seaworthy/[\\w./-]+)@${placeholder}`, 'g')

/** Writes the commit wherever the text names one of our own actions or workflows without one. */
export function pinReferences(text: string, commit: string): string {
  return text.replaceAll(ownReference, `$1@${commit}`)
}
