import type { Answer, AnswerUnit, Citation } from '../../domain/answer.ts';
import { UNIT_ROLES, type UnitRole } from '../../domain/responsible-unit.ts';

const ROLE_NAMES: Readonly<Record<UnitRole, string>> = {
  lead: '牵头单位',
  responsible: '责任单位',
  supporting: '配合单位',
};

/** An answer as plain text for a terminal: the answer, the units by role, the numbered sources with their quotes. */
export function renderAnswer(answer: Answer): string {
  return [
    answer.answer.trim(),
    renderUnits(answer.responsibleUnits),
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

function renderUnits(units: readonly AnswerUnit[]): string {
  return [...UNIT_ROLES]
    .map((role) => {
      const own = units.filter((unit) => unit.role === role);
      // One body of several cited clauses is named once.
      const names = [...new Set(own.map(nameUnit))];
      const isOpen = own.some((unit) => unit.openEnded);
      return names.length > 0 ? `${ROLE_NAMES[role]}：${names.join('、')}${isOpen ? ' 等' : ''}` : '';
    })
    .filter((line) => line !== '')
    .join('\n');
}

function nameUnit({ name, currentName }: AnswerUnit): string {
  return currentName === undefined || currentName === name ? name : `${name}（现为${currentName}）`;
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
