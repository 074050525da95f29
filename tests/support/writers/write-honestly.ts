import type { PromptEvidence, ReadPrompt } from './prompt-evidence.ts';

/** A statement as a model sends it. */
export interface Written {
  readonly text: string;
  readonly cites: readonly { readonly evidence: number; readonly quote: string }[];
}

/** What the documents say, sentence by sentence: the words of the points, and the units by role where the clause has some. */
export function writeHonestly({ evidence }: ReadPrompt): Written[] {
  return evidence.flatMap((one) => [
    ...one.points.map((point) => ({
      text: point,
      cites: [{ evidence: one.number, quote: point.slice(0, 100) }],
    })),
    ...unitsSentence(one),
  ]);
}

function unitsSentence(one: PromptEvidence): Written[] {
  if (one.units === '') return [];
  const quote = (one.points[0] ?? one.text).slice(0, 100);
  return [{ text: `${one.units.replace(/等(?=；|$)/gu, '')}。`, cites: [{ evidence: one.number, quote }] }];
}

/** 「上一问，那配合单位呢」: a follow-up with the question before it. */
export function rewriteHonestly({ followUp }: ReadPrompt): string {
  const before = /^问题：(?<question>.*)$/mu.exec(followUp?.history ?? '')?.groups?.['question'] ?? '';
  return `${before.replace(/[？?。]$/u, '')}，${followUp?.message ?? ''}`;
}
