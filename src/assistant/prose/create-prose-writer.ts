import { createHash } from 'node:crypto';
import type { AnswerNotice } from '../../domain/answer.ts';
import type { ModelError } from '../../domain/errors/model-error.ts';
import type { ChatModel } from '../../models/ports/chat-model.ts';
import type { AnswerContext } from '../answer-context.ts';
import type { DraftStatement } from '../draft.ts';
import { chooseEvidence } from './choose-evidence.ts';
import { readPrompt } from './read-prompt.ts';
import { type ProseCache, type ProvenSentence, writeStatements } from './write-statements.ts';
import { emptyTally, type WritingTally } from './writing-tally.ts';

export interface ProseWriterOptions {
  readonly model: ChatModel;
  /** As people know it, without the service's address. */
  readonly modelName: string;
  readonly cache: ProseCache;
  /** Upper limit for one reply, tokens. */
  readonly maxOutputTokens: number;
  /** Upper limit for the evidence of one call, characters. */
  readonly maxEvidenceCharacters: number;
}

export interface ProseRequest {
  /** What the rules answer with; only what may be restated is written anew. */
  readonly statements: readonly DraftStatement[];
  readonly context: AnswerContext;
  readonly payer: string;
  readonly signal?: AbortSignal;
}

/** Sentences as they are proven, and what came of the call. */
export interface Prose {
  readonly sentences: AsyncGenerator<ProvenSentence>;
  readonly tally: WritingTally;
}

export interface ProseWriter {
  readonly modelName: string;
  /** Null where the rules leave nothing to say: lists, counts and comparisons are computed. */
  write(request: ProseRequest): Prose | null;
}

export function createProseWriter(options: ProseWriterOptions): ProseWriter {
  const { model, cache, maxOutputTokens, maxEvidenceCharacters } = options;
  const prompt = readPrompt('compose-statements');
  return {
    modelName: options.modelName,
    write({ statements, context, payer, signal }) {
      const { corpus, unitDirectory, reading } = context;
      const evidence = chooseEvidence(statements, corpus.documentById, maxEvidenceCharacters);
      if (evidence.length === 0) return null;
      const tally = emptyTally();
      const question = reading.resolvedQuestion;
      const sentences = writeStatements(
        {
          question,
          evidence,
          model,
          prompt,
          names: {
            directory: unitDirectory,
            knownUnits: corpus.knownUnits,
            jurisdiction: corpus.jurisdiction,
          },
          payer,
          maxOutputTokens,
          cache,
          cacheKey: hashKey([
            model.id,
            prompt.name,
            prompt.version,
            context.snapshot.version,
            describeScope(context),
            context.asOf,
            question,
            evidence.map(({ clause, text, points }) => [
              clause.clauseId,
              clause.textHash,
              text.length,
              points,
            ]),
          ]),
          ...(signal && { signal }),
        },
        tally,
      );
      return { sentences, tally };
    },
  };
}

/** What was asked is not to be read from what is kept. */
function hashKey(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** What the caller may see and asked for: an answer made for one never serves another. */
function describeScope({ scope }: AnswerContext): unknown {
  const { visibility, ...rest } = scope;
  return [visibility === 'all' ? 'all' : [...visibility.documentIds].sort(), rest];
}

/** What the asker is told where the model did not serve. */
export function noticeOf({ reason }: Pick<ModelError, 'reason'>): AnswerNotice {
  switch (reason) {
    case 'over-budget':
      return { code: 'model-budget', message: '今日的模型用量已达上限，本次以条文原句作答。' };
    case 'busy':
      return { code: 'model-busy', message: '模型服务繁忙，本次以条文原句作答。' };
    case 'paused':
      return { code: 'model-paused', message: '模型服务连续出错，暂停调用，本次以条文原句作答。' };
    case 'unusable':
      return { code: 'model-unusable', message: '模型没有给出能由条文证实的表述，本次以条文原句作答。' };
    default:
      return { code: 'model-failed', message: '模型服务没有正常应答，本次以条文原句作答。' };
  }
}
