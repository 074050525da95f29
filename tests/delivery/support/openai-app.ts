import OpenAI, { APIError } from 'openai';
import { expect } from 'vitest';
import { renderFootnotes } from '../../../src/delivery/http/views/answer-footnotes.ts';
import type { Answer } from '../../../src/domain/answer.ts';
import { makeAnswer } from './fake-assistant.ts';
import { startTestApp, type TestApp } from './start-test-app.ts';

export type Messages = OpenAI.ChatCompletionMessageParam[];

export const QUESTION = '智慧管网由谁牵头？';
export const ASKED: { model: string; messages: Messages } = {
  model: 'tiaowen',
  messages: [{ role: 'user', content: QUESTION }],
};
const PUBLIC = { publicUrl: 'https://zhengce.example.cn/tiaowen' };
/** What the fake assistant answers, as clients of OpenAI's API see it. */
export const CONTENT = `由市水务局牵头。[1]\n${renderFootnotes(makeAnswer({ message: QUESTION }), PUBLIC)}`;

/** The real app with short limits, and the official client pointed at it. */
export async function startOpenAiApp(): Promise<{ readonly app: TestApp; readonly client: OpenAI }> {
  const app = await startTestApp({
    ANSWER_TIMEOUT_SECONDS: '1',
    MAX_BODY_BYTES: '20000',
    PUBLIC_URL: PUBLIC.publicUrl,
  });
  return { app, client: new OpenAI({ baseURL: `${app.baseUrl}/v1`, apiKey: 'none', maxRetries: 0 }) };
}

/** What `call` was refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<APIError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(APIError);
  return error as APIError;
}

export function extraOf(message: object): Partial<Answer> {
  return (message as { tiaowen: Partial<Answer> }).tiaowen;
}
