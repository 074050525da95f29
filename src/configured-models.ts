import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { createInterpreter } from './assistant/interpreting/interpret-message.ts';
import { createPicker } from './assistant/picking/pick-evidence.ts';
import { createProseWriter } from './assistant/prose/create-prose-writer.ts';
import { type ChatSettings, chooseChatModel } from './config/chat-settings.ts';
import type { Config } from './config/config.ts';
import { chooseEmbedder } from './config/embedder-settings.ts';
import type { Secrets } from './config/secrets.ts';
import { createChatModel } from './models/create-chat-model.ts';
import { createEmbedderProvider } from './models/create-embedder-provider.ts';
import { createReader } from './models/create-reader.ts';
import { maskMessages } from './models/mask-messages.ts';
import type { ChatModel } from './models/ports/chat-model.ts';
import type { EmbedderProvider } from './models/ports/embedder.ts';
import type { Reader } from './models/ports/reader.ts';
import type { UsageStore } from './models/ports/usage-store.ts';
import type { VectorCache } from './models/ports/vector-cache.ts';

const LONGEST_WAIT_MS = 15_000;
/** How a message is read; the rules have read it already. */
const LONGEST_INTERPRETING_MS = 12_000;
/** Which of the candidates answer; the judge has its own opinion already. */
const LONGEST_PICKING_MS = 12_000;

/** Characters of evidence in one call. */
const MAX_EVIDENCE_CHARACTERS = 6000;
/** Written answers that are kept. */
const KEPT_ANSWERS = 2000;
const KEPT_MS = 24 * 60 * 60 * 1000;

/** The embedders that the settings ask for; ingestion builds with the same ones that answer. The caller closes the cache. */
export function createConfiguredEmbedders(
  config: Config,
  secrets: Secrets,
  vectorCache: VectorCache,
): EmbedderProvider {
  return createEmbedderProvider(chooseEmbedder(config, secrets), { vectorCache });
}

/** The reader that the settings ask for, or null. The caller closes it. */
export function createConfiguredReader({ reader }: Config, logger: Logger): Reader | null {
  const log = logger.child({ room: 'models' });
  return createReader(reader, { onFailure: (err) => log.warn({ err }, 'candidates could not be read') });
}

/** The model that answers are written with; nothing personal goes out to it. */
export function createConfiguredChatModel(
  config: Config,
  secrets: Secrets,
  usage: UsageStore | null,
  logger: Logger,
): ChatModel | null {
  const settings = chooseChatModel(config, secrets);
  if (settings === null) return null;
  const log = logger.child({ room: 'models' });
  const model = createChatModel(fitIntoAnswer(settings, config), {
    ...(usage && { usage }),
    onPause: (isPaused) =>
      log.warn({ model: settings.model, isPaused }, 'calls of the chat model paused or resumed'),
  });
  return maskMessages(model);
}

/** Tokens are only counted where a budget limits them. */
export function hasBudget({ chat }: Config): boolean {
  return chat !== null && (chat.dailyTokens ?? chat.dailyTokensPerKey) !== null;
}

/**
 * Waiting for a turn, the call with its retries and the reading of a follow-up together end before the answer's own time, so
 * that the clauses' sentences can still serve.
 */
function fitIntoAnswer(settings: ChatSettings, { answerTimeoutMs }: Config) {
  return {
    ...settings,
    timeoutMs: Math.min(settings.timeoutMs, 0.6 * answerTimeoutMs),
    maxWaitMs: Math.min(LONGEST_WAIT_MS, 0.2 * answerTimeoutMs),
  };
}

/** What the assistant writes with a model; nothing without one. */
export function createModelParts(model: ChatModel | null, { chat, answerTimeoutMs }: Config) {
  if (model === null) return {};
  return {
    writer: createProseWriter({
      model,
      modelName: chat?.model ?? model.id,
      cache: new LRUCache({ max: KEPT_ANSWERS, ttl: KEPT_MS }),
      maxOutputTokens: chat?.maxOutputTokens ?? 1500,
      maxEvidenceCharacters: MAX_EVIDENCE_CHARACTERS,
    }),
    pickEvidence: createPicker(model, { longestWaitMs: Math.min(LONGEST_PICKING_MS, 0.2 * answerTimeoutMs) }),
    interpretMessage: createInterpreter(model, Math.min(LONGEST_INTERPRETING_MS, 0.2 * answerTimeoutMs)),
  };
}
