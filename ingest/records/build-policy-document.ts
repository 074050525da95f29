import { createHash } from 'node:crypto';
import type { FormerClause } from '../../src/domain/former-clause.ts';
import type { KeptFile, PolicyDocument } from '../../src/domain/policy-document.ts';
import type { CleaningWarning } from '../cleaning/cleaning-pass.ts';
import { isDoubt } from '../doubts/mark-doubts.ts';
import { type PrintedFacts, settleFacts } from '../facts/read-document-facts.ts';
import type { ManifestDocument } from '../manifest-schema.ts';
import { PARSER_VERSION } from '../parser-version.ts';
import type { DocumentFacts } from '../parsing/document-head.ts';
import type { RawDocument } from '../readers/raw-document.ts';

/** What the text prints, stated or corrected by the manifest. */
export function buildPolicyDocument(options: {
  readonly documentId: string;
  readonly raw: Pick<RawDocument, 'sourceFile' | 'sourceHash' | 'encoding' | 'format'>;
  /** Where its bytes are kept. */
  readonly original?: KeptFile | null;
  readonly facts: DocumentFacts;
  readonly printedFacts: PrintedFacts;
  readonly manifest: ManifestDocument | null;
  readonly normalized: boolean;
  readonly clauseCount: number;
  readonly sourcePath: string;
  readonly warnings: readonly CleaningWarning[];
  readonly formerClauses?: readonly FormerClause[];
}): PolicyDocument {
  const {
    documentId,
    raw,
    original,
    facts,
    printedFacts,
    manifest,
    normalized,
    clauseCount,
    sourcePath,
    warnings,
    formerClauses = [],
  } = options;
  const title = manifest?.title ?? (facts.title || documentId);
  const known = {
    documentNumber: manifest?.documentNumber ?? facts.documentNumber,
    issuer: manifest?.issuer ?? facts.issuer,
    issuedOn: manifest?.issuedOn ?? facts.issuedOn,
    period: manifest?.period ?? facts.period,
  };
  return {
    documentId,
    title,
    aliases: manifest?.aliases ?? [],
    ...known,
    kind: manifest?.kind ?? kindOf(title),
    sourceFile: raw.sourceFile,
    sourcePath,
    warnings: warnings.map(({ message }) => message),
    doubts: warnings.filter(isDoubt),
    ...(formerClauses.length > 0 && { formerClauses }),
    sourceHash: recordHashOf(raw, manifest),
    encoding: raw.encoding,
    format: raw.format,
    ...(original && { original }),
    normalized,
    clauseCount,
    facts: settleFacts(printedFacts, known),
  };
}

/** See `PolicyDocument.sourceHash`. */
export function recordHashOf(
  raw: Pick<RawDocument, 'sourceHash'>,
  manifest: ManifestDocument | null,
): string {
  return createHash('sha256')
    .update(`${PARSER_VERSION}\n${raw.sourceHash}\n${JSON.stringify(manifest)}`)
    .digest('hex');
}

const KINDS: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: 'task-table', pattern: /(?:分工|分解|任务|责任)(?:表|清单|方案)|任务台账/ },
  { kind: 'action-plan', pattern: /行动(?:计划|方案)|(?:实施|工作|建设)(?:方案|计划)|计划|方案/ },
  { kind: 'plan', pattern: /规划|纲要/ },
  { kind: 'opinion', pattern: /意见/ },
  { kind: 'measures', pattern: /办法|规定|条例|细则|规则/ },
  { kind: 'policy', pattern: /措施|政策/ },
  { kind: 'notice', pattern: /通知|通告|公告|决定|函/ },
];

function kindOf(title: string): string | null {
  return KINDS.find(({ pattern }) => pattern.test(title))?.kind ?? null;
}
