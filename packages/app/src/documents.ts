import { actionDocument, actionEntry } from './documents/action-document.ts'
import { actionReadme } from './documents/action-readme.ts'
import { compositeDocument, compositeReadme, composites } from './documents/composite-document.ts'
import { reusableStages, reusableWorkflow } from './documents/reusable-workflow.ts'
import { actions, commandNamed } from './table.ts'

/** Every file that is made from the table, by its path from the root of the repository. */
export function generatedDocuments(): ReadonlyMap<string, string> {
  const documents = new Map<string, string>()
  for (const command of actions) {
    documents.set(`actions/${command.name}/action.yml`, actionDocument(command))
    documents.set(`actions/${command.name}/main.js`, actionEntry(command))
    documents.set(`actions/${command.name}/README.md`, actionReadme(command))
  }
  for (const composite of composites) {
    documents.set(`actions/${composite.name}/action.yml`, compositeDocument(composite))
    documents.set(`actions/${composite.name}/README.md`, compositeReadme(composite))
  }
  for (const stage of reusableStages) {
    const command = commandNamed(stage)
    if (command) documents.set(`.github/workflows/${stage}.yml`, reusableWorkflow(command))
  }
  return documents
}
