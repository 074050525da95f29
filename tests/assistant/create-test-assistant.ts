import { createAssistant } from '../../src/assistant/create-assistant.ts';
import { createInterpreter } from '../../src/assistant/interpreting/interpret-message.ts';
import type { Caller } from '../../src/assistant/ports/assistant.ts';
import type { ConversationStore } from '../../src/assistant/ports/conversation-store.ts';
import { createProseWriter } from '../../src/assistant/prose/create-prose-writer.ts';
import type { Contact } from '../../src/domain/answer.ts';
import type { CitedClause } from '../../src/domain/cited-clause.ts';
import type { Conversation, ConversationOwner } from '../../src/domain/conversation.ts';
import type { ChatModel } from '../../src/models/ports/chat-model.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';
import { loadUnitDirectory } from '../../src/units/directory/unit-directory.ts';
import { createMemoryIndex, type SampleDocument } from './memory-index.ts';
import { SAMPLE_POLICIES } from './sample-policies.ts';

export const CALLER: Caller = { owner: { keyId: 'anonymous', endUser: null }, visibility: 'all' };

const unitDirectory = loadUnitDirectory();

/** The assistant over an index in memory, a fixed clock (2026-03-01) and numbered ids. */
export function createTestAssistant(
  samples: readonly SampleDocument[] = SAMPLE_POLICIES,
  now = '2026-03-01T00:00:00Z',
  chatModel: ChatModel | null = null,
  archive: () => Promise<void> = async () => undefined,
  contact: Contact | null = null,
) {
  const index = createMemoryIndex(samples);
  const conversations = createMemoryStore();
  const cited: CitedClause[] = [];
  const warnings: string[] = [];
  let ids = 0;
  const assistant = createAssistant({
    index,
    embedders: NO_EMBEDDERS,
    conversations,
    citations: {
      keep: async (clauses) => {
        cited.push(...clauses);
        await archive();
      },
    },
    unitDirectory,
    contact,
    clock: () => new Date(now),
    newId: () => `id-${++ids}`,
    logger: { debug: () => undefined, warn: (_fields, message) => void warnings.push(message) },
    ...(chatModel && {
      writer: createProseWriter({
        model: chatModel,
        modelName: 'writing-model',
        cache: new Map(),
        maxOutputTokens: 1000,
        maxEvidenceCharacters: 4000,
      }),
      interpretMessage: createInterpreter(chatModel),
    }),
  });
  /** Asks one after another in one conversation; the last answer. */
  const ask = async (...messages: string[]) => {
    let answer = await assistant.answer({ message: messages[0]! }, CALLER);
    for (const message of messages.slice(1)) {
      answer = await assistant.answer({ message, conversationId: answer.conversationId }, CALLER);
    }
    return answer;
  };
  return { assistant, ask, index, conversations, cited, warnings };
}

export const NO_EMBEDDERS: EmbedderProvider = {
  forIndex: (id) => ({
    id,
    dimension: 2,
    searchShare: 0.1,
    trainedOnCorpus: false,
    embedQuery: async () => [0, 0],
    embedDocuments: async (texts) => texts.map(() => [0, 0]),
  }),
  joinsLater: false,
  mayReplace: () => false,
  forIngest: async () => {
    throw new Error('not used');
  },
  close: async () => {},
};

function createMemoryStore(): Pick<ConversationStore, 'get' | 'appendTurn'> & {
  readonly all: Map<string, Conversation>;
} {
  const all = new Map<string, Conversation>();
  const isOwner = (conversation: Conversation, owner: ConversationOwner) =>
    conversation.owner.keyId === owner.keyId && conversation.owner.endUser === owner.endUser;
  return {
    all,
    get: async (id, owner) => {
      const conversation = all.get(id);
      return conversation && isOwner(conversation, owner) ? conversation : null;
    },
    appendTurn: async (id, owner, turn, { create }) => {
      const known = all.get(id);
      if (!known && !create) return false;
      all.set(id, {
        conversationId: id,
        owner,
        title: turn.question,
        createdAt: turn.askedAt,
        updatedAt: turn.askedAt,
        // What a store keeps is plain JSON.
        turns: [...(known?.turns ?? []), JSON.parse(JSON.stringify(turn))],
        turnCount: (known?.turnCount ?? 0) + 1,
        earlier: null,
      });
      return true;
    },
  };
}
