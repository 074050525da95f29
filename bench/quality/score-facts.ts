import { settleFacts } from '../../ingest/facts/read-document-facts.ts';
import { parseSource } from '../../ingest/parse-source.ts';
import { withEndings } from '../../src/domain/document-endings.ts';
import { judgeValidity } from '../../src/domain/judge-validity.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import type { FactCase } from './fact-case.ts';

/** Facts of one case: found and wanted, found and not wanted, wanted and not found. */
export interface FactScore {
  readonly id: string;
  readonly kind: string;
  readonly right: number;
  readonly extra: readonly unknown[];
  readonly missing: readonly unknown[];
}

const PLAIN_TITLE = '关于做好有关工作的通知';

/** Reads the text as ingestion does and compares what it finds with the gold. */
export function scoreFacts(fact: FactCase): FactScore {
  const { id, kind } = fact;
  if (kind === 'document') return { id, kind, ...compareDocument(fact.gold, documentOf(id, fact.text)) };
  if (kind === 'validity') {
    const documents = withEndings(
      Object.entries(fact.documents).map(([name, text]) => documentOf(name, text)),
    );
    const states = documents.map((document) => [
      document.documentId,
      judgeValidity(document, fact.asOf).state,
    ]);
    const wanted = Object.entries(fact.gold);
    return { id, kind, ...compareLists(wanted.map(asFields), states.map(asFields)) };
  }
  const { clauses } = parseSource(`${fact.title ?? PLAIN_TITLE}\n\n${fact.text}`, id);
  const name = ({ figure: 'figures', deadline: 'deadlines', reference: 'references' } as const)[kind];
  return {
    id,
    kind,
    ...compareLists(
      fact.gold,
      clauses.flatMap(({ facts }): readonly object[] => facts?.[name] ?? []),
    ),
  };
}

function asFields([document, state]: readonly unknown[]) {
  return { document, state };
}

function documentOf(documentId: string, text: string): PolicyDocument {
  const { facts, printedFacts } = parseSource(text, documentId);
  const { title, documentNumber, issuer, issuedOn, period } = facts;
  return {
    ...{ documentId, title, aliases: [], documentNumber, issuer, issuedOn, period, kind: null },
    ...{ sourceFile: documentId, sourceHash: '', encoding: 'utf-8', normalized: false, clauseCount: 0 },
    facts: settleFacts(printedFacts, facts),
  };
}

function compareDocument(gold: Readonly<Record<string, unknown>>, { facts }: PolicyDocument) {
  let right = 0;
  const extra: unknown[] = [];
  const missing: unknown[] = [];
  for (const [name, wanted] of Object.entries(gold)) {
    const found = (facts as Readonly<Record<string, unknown>>)[name];
    const list = (value: unknown) => (Array.isArray(value) ? value : value === null ? [] : [value]).map(wrap);
    const compared = compareLists(list(wanted), list(found));
    right += compared.right;
    extra.push(...compared.extra.map((value) => ({ [name]: value })));
    missing.push(...compared.missing.map((value) => ({ [name]: value })));
  }
  return { right, extra, missing };
}

function wrap(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { value };
}

/** Each wanted fact takes one found fact that has all its fields. */
function compareLists(
  wanted: readonly Readonly<Record<string, unknown>>[],
  found: readonly object[],
): { right: number; extra: unknown[]; missing: unknown[] } {
  const left = [...found] as Readonly<Record<string, unknown>>[];
  const missing = wanted.filter((gold) => {
    const at = left.findIndex((one) =>
      Object.entries(gold).every(([field, value]) => JSON.stringify(one[field]) === JSON.stringify(value)),
    );
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return { right: wanted.length - missing.length, extra: left, missing };
}
