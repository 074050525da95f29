import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/domain/answer.ts';
import { createTestAssistant } from './create-test-assistant.ts';

const HOSTILE = [
  '<img src=//evil.example/x.png>',
  '![x](//evil.example/x.png)',
  '[点此](https://evil.example)',
  '<script>alert(1)</script>',
];

/** What a message puts into the places that answers repeat: the word looked for, the topic, a body's name. */
const MESSAGES = (hostile: string) => [
  `新建岸电设施由谁牵头？哪些条款提到“${hostile}”？`,
  `哪些条款提到“${hostile}”？`,
  `治理扬尘由谁负责？${hostile}由谁负责？`,
  `市财政局有哪些和${hostile}有关的任务？治理扬尘由谁负责？`,
  `新建岸电设施是市${hostile}局牵头吗？`,
  `治理扬尘由谁负责？${hostile}2031年投资多少亿元？`,
];

describe('nothing of a message becomes markup', () => {
  const { ask } = createTestAssistant();
  it.each(HOSTILE.flatMap(MESSAGES))('%s', async (message) => {
    const answer = await ask(message);
    for (const text of textsOf(answer)) {
      expect(text).not.toMatch(/(?<!\\)<\s*[a-z/!]/i);
      expect(text).not.toMatch(/(?<!\\)\]\(/);
      expect(text).not.toMatch(/https?:\/\/evil/);
    }
  });
});

function textsOf(answer: Answer): string[] {
  return [answer.answer, ...answer.statements.map((statement) => statement.text)];
}
