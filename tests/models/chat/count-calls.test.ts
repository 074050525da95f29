import { expect, it } from 'vitest';
import { countCalls } from '../../../src/models/count-calls.ts';
import type { ChatModel, ChatRequest } from '../../../src/models/ports/chat-model.ts';

const REQUEST: ChatRequest = {
  messages: [],
  schema: { name: 'x', schema: {} },
  maxOutputTokens: 1,
  payer: 'p',
};

function modelOf(stream: ChatModel['stream']) {
  return countCalls({ id: 'm', stream });
}

it('counts a call from its first step to its end', async () => {
  const { model, open } = modelOf(async function* () {
    yield { text: 'a' };
    yield { text: 'b' };
  });
  const reply = model.stream(REQUEST)[Symbol.asyncIterator]();
  expect(open()).toBe(0);
  await reply.next();
  expect(open()).toBe(1);
  await reply.next();
  await reply.next();
  expect(open()).toBe(0);
});

it('forgets a call that fails and one that is left', async () => {
  const failing = modelOf(async function* () {
    yield { text: 'a' };
    throw new Error('cut');
  });
  const read = async () => {
    for await (const _ of failing.model.stream(REQUEST));
  };
  await expect(read()).rejects.toThrow('cut');
  expect(failing.open()).toBe(0);

  const left = modelOf(async function* () {
    yield { text: 'a' };
    yield { text: 'b' };
  });
  for await (const _ of left.model.stream(REQUEST)) break;
  expect(left.open()).toBe(0);
});
