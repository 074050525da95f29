import { plainText } from '../text/parse-inline.ts';
import type { Turn } from './turn.ts';

/** What a screen reader is told: once that the answer is coming, and the answer when it is whole. */
export function describeProgress({ state, answer, problem }: Turn): string {
  if (state === 'asking') return '正在查找条文';
  if (problem !== null) return problem;
  return answer ? answer.statements.map(({ text }) => plainText(text)).join('\n') : '';
}
