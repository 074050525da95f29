import type { Answer, Citation } from '../../domain/answer.ts';
import { describeUnits } from '../../domain/describe-units.ts';

/** An answer as plain text for a terminal: the answer, the units by role, the numbered sources with their quotes. */
export function renderAnswer(answer: Answer): string {
  return [
    answer.answer.trim(),
    (answer.notices ?? []).map(({ message }) => `注意：${message}`).join('\n'),
    describeUnits(answer.responsibleUnits).join('\n'),
    renderSources(answer.citations),
    renderNearest(answer),
    answer.followUps.length > 0
      ? `还可以问：\n${answer.followUps.map((text) => `  · ${text}`).join('\n')}`
      : '',
  ]
    .filter((block) => block !== '')
    .join('\n\n')
    .concat('\n');
}

function renderSources(citations: readonly Citation[]): string {
  if (citations.length === 0) return '';
  const lines = citations.map(({ marker, label, quote }) => {
    const indented = quote.trim().replace(/\s*\n\s*/g, '\n      ');
    return `  [${marker}] ${label}\n      「${indented}」`;
  });
  return `出处：\n${lines.join('\n')}`;
}

function renderNearest({ refusal }: Answer): string {
  if (!refusal || refusal.nearest.length === 0) return '';
  const lines = refusal.nearest.map(
    ({ documentTitle, path, title }) => `  · 《${documentTitle}》${path.at(-1) ?? title}`,
  );
  return `相近的条文：\n${lines.join('\n')}`;
}
