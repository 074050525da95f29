import { ChatOpenAI } from '@langchain/openai';
import type { ChatBody } from '../../tests/support/fake-openai-service.ts';
import { now } from './shared-clock.ts';

/** A reply through bare LangChain; times by shared-clock.ts. */
export interface BareReply {
  readonly text: string;
  readonly sentAt: number;
  /** The first chunk with a character in it. */
  readonly firstChunkAt: number;
  readonly endAt: number;
}

/** LangChain's client as its documentation has it, one for all calls; a call sends what `body` sent. */
export function createBareClient(baseURL: string): (body: ChatBody) => Promise<BareReply> {
  const client = new ChatOpenAI({
    apiKey: 'fake',
    model: 'fake-model',
    temperature: 0,
    maxTokens: 1500,
    maxRetries: 0,
    configuration: { baseURL, logLevel: 'off' },
  });
  return async ({ messages, response_format: format }) => {
    const sentAt = now();
    let text = '';
    let firstChunkAt = Number.NaN;
    const stream = await client.stream(
      messages.map(({ role, content }) => [role, content] as [string, string]),
      { response_format: format as never },
    );
    for await (const chunk of stream) {
      if (text === '' && chunk.text !== '') firstChunkAt = now();
      text += chunk.text;
    }
    return { text, sentAt, firstChunkAt, endAt: now() };
  };
}
