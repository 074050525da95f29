import { fenced, readPrompt } from '../../src/assistant/prose/read-prompt.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import { clauseLabel } from '../../src/domain/clause-label.ts';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import { estimatePrompt, estimateTokens } from '../../src/models/estimate-tokens.ts';
import type { ChatModel, ChatRequest, TokenUsage } from '../../src/models/ports/chat-model.ts';
import type { QuestionCache } from '../../src/models/ports/question-cache.ts';
import type { ExpansionReport } from '../ingest-report.ts';
import { QUESTIONS_SCHEMA, readQuestions } from './read-questions.ts';

export interface AskQuestionsOptions {
  readonly clauses: readonly ClauseRecord[];
  readonly documents: ReadonlyMap<string, PolicyDocument>;
  readonly model: ChatModel;
  readonly cache: QuestionCache;
  /** That may be spent here, prompts and replies. */
  readonly maxTokens: number;
  /** For one reply. */
  readonly maxOutputTokens: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Ends the call at hand. */
  readonly signal?: AbortSignal;
}

export interface AskedQuestions {
  /** In the order of the clauses; none where the model had none or was not asked. */
  readonly questions: readonly (readonly string[])[];
  readonly report: ExpansionReport;
}

/** Whose budget pays. */
const PAYER = 'ingest';
const CLAUSES_A_CALL = 6;
const LONGEST_CLAUSE = 900;
/** A number alone or a heading answers nothing. */
const SHORTEST_CLAUSE = 12;
const FAILURES_IN_A_ROW = 3;

/**
 * Asks `model` for questions that the clauses answer, each text once, a few in a call, one call after the other; what comes back is on disk
 * before the next call goes out. Only texts that `cache` lacks for this model and this version of the prompt are asked for. It ends early
 * where tokens, the day's budget or the model give out, and says so.
 */
export async function askQuestions(options: AskQuestionsOptions): Promise<AskedQuestions> {
  const { model, cache, maxTokens, maxOutputTokens, onProgress, signal } = options;
  const prompt = readPrompt('expand-clauses');
  const writer = `${model.id} ${prompt.name}@${prompt.version}`;
  const worth = options.clauses.filter(({ text }) => text.length >= SHORTEST_CLAUSE);
  const byText = new Map(worth.map((clause) => [clause.textHash, clause]));
  const hashes = [...byText.keys()];
  const known = new Map<string, readonly string[]>();
  (await cache.get(writer, hashes)).forEach((questions, i) => {
    if (questions !== null) known.set(hashes[i]!, questions);
  });
  const missing = hashes.filter((hash) => !known.has(hash)).map((hash) => byText.get(hash)!);
  const spent = { calls: 0, failedCalls: 0, asked: 0, inputTokens: 0, outputTokens: 0 };
  let outcome: ExpansionReport['outcome'] = 'complete';
  let failures = 0;
  for (let start = 0; start < missing.length; start += CLAUSES_A_CALL) {
    onProgress?.({ done: start, total: missing.length });
    const batch = missing.slice(start, start + CLAUSES_A_CALL);
    const shown = batch.map((clause, i) => renderClause(clause, i + 1, options.documents)).join('\n\n');
    const request: ChatRequest = {
      messages: prompt.fill({ clauses: shown }),
      schema: QUESTIONS_SCHEMA,
      maxOutputTokens,
      payer: PAYER,
      ...(signal && { signal }),
    };
    const longest = estimatePrompt(request) + maxOutputTokens;
    if (signal?.aborted) outcome = 'stopped';
    else if (spent.inputTokens + spent.outputTokens + longest > maxTokens) outcome = 'over-limit';
    if (outcome !== 'complete') break;
    const reply = await callModel(model, request);
    if (reply === 'over-budget' || reply === 'stopped') {
      outcome = reply;
      break;
    }
    spent.calls++;
    spent.inputTokens += reply.usage.inputTokens;
    spent.outputTokens += reply.usage.outputTokens;
    const written = readQuestions(reply.text, batch.length);
    if (written === null) {
      spent.failedCalls++;
      if (++failures < FAILURES_IN_A_ROW) continue;
      outcome = 'failed';
      break;
    }
    failures = 0;
    spent.asked += batch.length;
    const entries = batch.map(({ textHash }, i) => ({ textHash, questions: written[i]! }));
    await cache.put(writer, entries);
    for (const { textHash, questions } of entries) known.set(textHash, questions);
  }
  const left = hashes.length - known.size;
  const questions = options.clauses.map(({ textHash }) => known.get(textHash) ?? []);
  return {
    questions,
    report: {
      outcome: outcome === 'complete' && left > 0 ? 'failed' : outcome,
      ...spent,
      clauses: hashes.length,
      left,
      questions: questions.reduce((sum, own) => sum + own.length, 0),
    },
  };
}

interface ModelReply {
  /** Empty where the call failed. */
  readonly text: string;
  readonly usage: TokenUsage;
}

async function callModel(
  model: ChatModel,
  request: ChatRequest,
): Promise<ModelReply | 'over-budget' | 'stopped'> {
  let text = '';
  let usage: TokenUsage | undefined;
  try {
    for await (const chunk of model.stream(request)) {
      text += chunk.text;
      usage = chunk.usage ?? usage;
    }
  } catch (error) {
    if (request.signal?.aborted) return 'stopped';
    if (!(error instanceof ModelError)) throw error;
    if (error.reason === 'over-budget') return 'over-budget';
    const inputTokens = text === '' ? 0 : estimatePrompt(request);
    return { text: '', usage: usage ?? { inputTokens, outputTokens: estimateTokens(text) } };
  }
  const estimate = { inputTokens: estimatePrompt(request), outputTokens: estimateTokens(text) };
  return { text, usage: usage ?? estimate };
}

function renderClause(
  clause: ClauseRecord,
  number: number,
  documents: ReadonlyMap<string, PolicyDocument>,
): string {
  const document = documents.get(clause.documentId);
  const place = document ? clauseLabel(clause, document) : clause.path.join('');
  return `<条文 编号="${number}">\n${fenced(place)}\n${fenced(clause.text.slice(0, LONGEST_CLAUSE))}\n</条文>`;
}
