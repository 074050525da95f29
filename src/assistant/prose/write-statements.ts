import { ModelError } from '../../domain/errors/model-error.ts';
import type { TextSpan } from '../../domain/text-span.ts';
import type { ChatModel } from '../../models/ports/chat-model.ts';
import type { ClauseQuote } from '../draft.ts';
import type { UnitNames } from '../proof/check-units.ts';
import { normalForm } from '../proof/content-pairs.ts';
import { proofSourceOf } from '../proof/proof-source.ts';
import { proveStatement } from '../proof/prove-statement.ts';
import { type NumberedEvidence, renderEvidence } from './choose-evidence.ts';
import { fenced, type Prompt } from './read-prompt.ts';
import { createStatementReader, type WrittenSentence } from './statement-reader.ts';
import { STATEMENTS_SCHEMA } from './statements-schema.ts';
import { addUsage, type WritingTally } from './writing-tally.ts';

/** A statement that the clause it cites carries. */
export interface ProvenSentence {
  /** As the model wrote it; not yet escaped. */
  readonly text: string;
  readonly quote: ClauseQuote;
  readonly status: 'exact' | 'repaired';
  /** Sentences of the clause that it says. */
  readonly said: readonly TextSpan[];
}

/** Keeps what a model wrote, by a key that names everything it depends on. */
export interface ProseCache {
  get(key: string): readonly WrittenSentence[] | undefined;
  set(key: string, written: readonly WrittenSentence[]): void;
}

export interface WritingTask {
  /** Standalone. */
  readonly question: string;
  readonly evidence: readonly NumberedEvidence[];
  readonly model: ChatModel;
  readonly prompt: Prompt;
  readonly names: UnitNames;
  readonly payer: string;
  readonly maxOutputTokens: number;
  readonly cache: ProseCache;
  readonly cacheKey: string;
  readonly signal?: AbortSignal;
}

/** More statements than that answer no question; what follows is not read. */
const MOST_STATEMENTS = 24;

/**
 * Asks the model for statements and gives each one as soon as it is complete and proven; the others are counted in `tally`. A
 * reply without any statement is asked for once more. Throws ModelError where the model fails, also after some statements
 * went out; the signal's reason where it was aborted.
 */
export async function* writeStatements(
  task: WritingTask,
  tally: WritingTally,
): AsyncGenerator<ProvenSentence> {
  const kept = new Set<string>();
  const judge = (written: WrittenSentence): ProvenSentence | null => {
    tally.written++;
    const outcome = prove(written, task);
    if (typeof outcome === 'string') {
      tally.dropped++;
      tally.reasons[outcome] = (tally.reasons[outcome] ?? 0) + 1;
      return null;
    }
    tally[outcome.status === 'exact' ? 'verified' : 'repaired']++;
    const key = normalForm(outcome.text);
    if (kept.has(key)) return null;
    kept.add(key);
    return outcome;
  };

  const known = task.cache.get(task.cacheKey);
  if (known) {
    tally.fromCache = true;
    for (const written of known) {
      const proven = judge(written);
      if (proven) yield proven;
    }
    return;
  }
  const all: WrittenSentence[] = [];
  for (let attempt = 0; attempt < 2 && all.length === 0; attempt++) {
    for await (const written of readReply(task, tally)) {
      all.push(written);
      const proven = judge(written);
      if (proven) yield proven;
      if (all.length >= MOST_STATEMENTS) break;
    }
  }
  if (all.length === 0)
    throw new ModelError(`${task.model.id} replied without a statement`, { reason: 'unusable' });
  // A reply of which nothing was proven is worth another try.
  if (kept.size > 0) task.cache.set(task.cacheKey, all);
}

async function* readReply(task: WritingTask, tally: WritingTally): AsyncGenerator<WrittenSentence> {
  const reader = createStatementReader();
  const messages = task.prompt.fill({
    question: fenced(task.question),
    evidence: renderEvidence(task.evidence),
  });
  let since = performance.now();
  const chunks = task.model.stream({
    messages,
    schema: STATEMENTS_SCHEMA,
    maxOutputTokens: task.maxOutputTokens,
    payer: task.payer,
    ...(task.signal && { signal: task.signal }),
  });
  for await (const { text, usage } of chunks) {
    tally.modelMs += performance.now() - since;
    if (usage) tally.usage = addUsage(tally.usage, usage);
    yield* reader.push(text);
    since = performance.now();
  }
  tally.modelMs += performance.now() - since;
  yield* reader.end();
}

/** A proof that fails on odd text proves nothing; the answer goes on. */
function proveSafely(
  ...[written, source, names]: Parameters<typeof proveStatement>
): ReturnType<typeof proveStatement> {
  try {
    return proveStatement(written, source, names);
  } catch {
    return { isProven: false, reason: 'empty' };
  }
}

/** The statement as proven by the first of its clauses that carries it, or why none does. */
function prove({ text, cites }: WrittenSentence, task: WritingTask): ProvenSentence | string {
  if (cites.length === 0) return 'uncited';
  let reason = 'unknown-evidence';
  for (const { evidence: number, quote } of cites) {
    const evidence = task.evidence.find((candidate) => candidate.number === number);
    if (!evidence) continue;
    const { clause, document } = evidence;
    const proof = proveSafely({ text, quote }, proofSourceOf(clause, document), task.names);
    if (proof.isProven)
      return { text: proof.text, quote: { clause, ...proof.quote }, status: proof.status, said: proof.said };
    reason = proof.reason;
  }
  return reason;
}
