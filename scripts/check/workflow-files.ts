import { listFiles } from './source-files.ts'

/** Our own workflows, the reusable ones, and those that users copy. */
export function workflowFiles(root: string): readonly string[] {
  return listFiles(root, ['.github/workflows/*.yml', 'workflows-templates/*.yml'])
}

export function actionFiles(root: string): readonly string[] {
  return listFiles(root, ['actions/*/action.yml', '.github/actions/*/action.yml'])
}
