import { expect, it } from 'vitest';
import { readAskArguments } from '../../../src/delivery/cli/ask-arguments.ts';

it.each([
  [['问题'], { question: '问题', json: false, conversationId: null }],
  [['--json', '问题'], { question: '问题', json: true, conversationId: null }],
  [['两个', '词', '--json'], { question: '两个 词', json: true, conversationId: null }],
  [['问题', '--conversation', 'c-1'], { question: '问题', json: false, conversationId: 'c-1' }],
  [['--', '--json'], { question: '--json', json: false, conversationId: null }],
  [[], null],
  [['  '], null],
  [['--json'], null],
  [['问题', '--unknown'], null],
  [['长'.repeat(4001)], null],
])('%j', (args, expected) => {
  expect(readAskArguments(args)).toEqual(expected);
});
