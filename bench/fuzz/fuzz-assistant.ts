import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildIndexContents } from '../../ingest/indexing/build-index-contents.ts';
import { parseSource } from '../../ingest/parse-source.ts';
import { buildPolicyDocument } from '../../ingest/records/build-policy-document.ts';
import { createAssistant, type WarmAssistant } from '../../src/assistant/create-assistant.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { loadUnitDirectory } from '../../src/units/directory/unit-directory.ts';
import type { GeneratedPolicy } from './policy-corpus.ts';

/** An assistant over an index of its own in a temporary folder; it keeps no conversations. */
export interface FuzzAssistant {
  readonly assistant: WarmAssistant;
  readonly clauses: number;
  close(): Promise<void>;
}

export async function openFuzzAssistant(policies: readonly GeneratedPolicy[]): Promise<FuzzAssistant> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-fuzz-'));
  const embedders = createEmbedderProvider({ kind: 'local' });
  const { documents, clauses, sources } = readPolicies(policies);
  const contents = await buildIndexContents({
    documents,
    clauses,
    sources,
    origin: { kind: 'paths', fingerprint: '', paths: [] },
    provider: embedders,
    frozen: null,
  });
  await createEmbeddedIndexPublisher({ dataDir }).publish(contents);
  const index = createEmbeddedClauseIndex({ dataDir });
  let ids = 0;
  const assistant = createAssistant({
    index,
    embedders,
    conversations: { get: async () => null, appendTurn: async () => false },
    unitDirectory: loadUnitDirectory(),
    clock: () => new Date('2026-01-01T00:00:00Z'),
    newId: () => `id-${++ids}`,
  });
  await assistant.warmUp();
  return {
    assistant,
    clauses: clauses.length,
    async close() {
      await index.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function readPolicies(policies: readonly GeneratedPolicy[]) {
  const documents: PolicyDocument[] = [];
  const clauses: ClauseRecord[] = [];
  const sources = new Map<string, string>();
  for (const { documentId, title, source } of policies) {
    const parsed = parseSource(source, documentId);
    const sourceFile = `${documentId}.txt`;
    clauses.push(...parsed.clauses);
    sources.set(documentId, source);
    documents.push(
      buildPolicyDocument({
        documentId,
        raw: { sourceFile, format: 'text', encoding: 'utf-8', sourceHash: documentId },
        facts: { ...parsed.facts, title },
        printedFacts: parsed.printedFacts,
        manifest: null,
        normalized: parsed.clean.normalized,
        clauseCount: parsed.clauses.length,
        sourcePath: sourceFile,
        warnings: [],
      }),
    );
  }
  return { documents, clauses, sources };
}
