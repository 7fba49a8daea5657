import { readFile } from 'node:fs/promises'
import { AppError } from './errors.ts'

/** A configuration that is whole: a newcomer changes the names in it, and it runs. */
export function starterConfig(model: string): string {
  return `# yaml-language-server: $schema=https://raw.githubusercontent.com/seaworthy-ml/seaworthy/v1/packages/config/schema/seaworthy.schema.json
version: 1

models:
  ${model}:
    task: binary-classification
    positive: 1

    data:                                     # seaworthy lock writes which files, by digest, into seaworthy.lock
      train: { source: data/*.parquet, contract: contracts/rows.odcs.yaml, window: before test }
      test:  { source: data/*.parquet, contract: contracts/rows.odcs.yaml, window: last 1 month, time: date, label: label }

    train:                                    # $DATA_TRAIN, $PARAMS, $OUT and $SEED are set; write the model under $OUT
      run: python train.py --data "$DATA_TRAIN" --params "$PARAMS" --out "$OUT"
      params: params.yaml
      model: model.onnx
      timeout: 30m

    evaluate:
      primary: roc_auc
      metrics: [roc_auc, log_loss, brier]
      gates:
        roc_auc: { non_inferior: 0.01, at_least: 0.6 }

    release:
      on_merge: production
`
}

export function starterContract(model: string): string {
  return `# Open Data Contract Standard: what must be true of the rows. Add ranges, patterns and SQL rules as you learn them.
apiVersion: v3.1.0
kind: DataContract
id: ${model}-rows
version: 1.0.0
status: active
schema:
  - name: rows
    properties:
      - { name: date, logicalType: timestamp, required: true }
      - { name: label, logicalType: integer, required: true, logicalTypeOptions: { minimum: 0, maximum: 1 } }
    quality:
      - { type: library, metric: rowCount, mustBeGreaterThan: 0, severity: error }
`
}

const templates = ['../../../workflows-templates/', '../workflows-templates/']

/** One of the two workflow files, as they stand in workflows-templates/. */
export async function workflowTemplate(name: 'seaworthy.yml' | 'seaworthy-trusted.yml'): Promise<string> {
  for (const folder of templates) {
    const text = await readFile(new URL(`${folder}${name}`, import.meta.url), 'utf8').catch(() => null)
    if (text !== null) return text
  }
  throw new AppError('FILE_UNREADABLE', `the template ${name} is not in this installation`, { hint: 'install seaworthy again' })
}

/** What only a person can set on GitHub, in the order in which it matters. */
export function checklist({ secret, signed }: { readonly secret: string | null; readonly signed: boolean }): string {
  const steps = [
    'Change the names in `seaworthy.yml` and `contracts/rows.odcs.yaml` to your own; run `seaworthy lock`, then `seaworthy run`.',
    'Settings → Rules: require the status `seaworthy` on the default branch. Without that a merge can pass a red line.',
    'Settings → Actions → General: let Actions **create pull requests** (retraining opens them).',
    'Settings → Environments: make `seaworthy`, limited to the default branch; ship runs in it.',
    signed
      ? 'Environment `seaworthy` → Secrets: store the private key as `SEAWORTHY_SIGNING_KEY`, and commit `seaworthy.pub`.'
      : 'Sign versions: `seaworthy init --signing` makes a key. Unsigned, anyone with write access could have made a version.',
  ]
  const list = `**What only you can do**\n\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}\n`
  return secret ? `${list}\n**The private key, shown once and stored nowhere:**\n\n\`\`\`\n${secret}\`\`\`\n` : list
}
