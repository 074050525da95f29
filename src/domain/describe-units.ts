import type { AnswerUnit } from './answer.ts';
import { UNIT_ROLES, type UnitRole } from './responsible-unit.ts';

const ROLE_NAMES: Readonly<Record<UnitRole, string>> = {
  lead: '牵头单位',
  responsible: '责任单位',
  supporting: '配合单位',
};

/** One line a role, plain text: 「牵头单位：市卫生计生委（现为市卫生健康委）」; 等 where a printed list is open. */
export function describeUnits(units: readonly AnswerUnit[]): string[] {
  return UNIT_ROLES.flatMap((role) => {
    const own = units.filter((unit) => unit.role === role);
    if (own.length === 0) return [];
    // One body of several cited clauses is named once.
    const names = [...new Set(own.map(nameUnit))];
    const isOpen = own.some((unit) => unit.openEnded);
    return [`${ROLE_NAMES[role]}：${names.join('、')}${isOpen ? ' 等' : ''}`];
  });
}

function nameUnit({ name, currentName }: AnswerUnit): string {
  return currentName === undefined || currentName === name ? name : `${name}（现为${currentName}）`;
}
