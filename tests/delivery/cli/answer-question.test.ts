import { expect, it } from 'vitest';
import { answerQuestion } from '../../../src/delivery/cli/answer-question.ts';
import { createFakeAssistant, makeAnswer } from '../support/fake-assistant.ts';

const QUESTION = '智慧管网由谁牵头？';

it('gives JSON alone, the same reply as over HTTP', async () => {
  const assistant = createFakeAssistant();
  const text = await answerQuestion({ assistant }, { question: QUESTION, json: true, conversationId: null });
  expect(text.endsWith('}\n')).toBe(true);
  expect(JSON.parse(text)).toEqual(makeAnswer({ message: QUESTION }));
});

it('goes on with a conversation of its own owner', async () => {
  const assistant = createFakeAssistant();
  const text = await answerQuestion(
    { assistant },
    { question: QUESTION, json: false, conversationId: 'c-7' },
  );
  expect(text).toContain('牵头单位：市水务局');
  expect(assistant.calls[0]).toMatchObject({
    request: { message: QUESTION, conversationId: 'c-7' },
    caller: { owner: { keyId: 'cli', endUser: null } },
  });
});
