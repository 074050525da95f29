import { escapeMarkdown } from '../domain/escape-markdown.ts';
import { UNIT_ROLES, type UnitAssignment, type UnitRole } from '../domain/responsible-unit.ts';

/** How a role is called in an answer. */
export const ROLE_NAMES: Readonly<Record<UnitRole, string>> = {
  lead: '牵头单位',
  supporting: '配合单位',
  responsible: '责任单位',
};

/** 「牵头单位：市教委；配合单位：市人力社保局」, in printed order; 等 where the printed list is open. */
export function renderUnits(assignments: readonly UnitAssignment[]): string {
  const parts = UNIT_ROLES.flatMap((role) => {
    const units = assignments.filter((unit) => unit.role === role);
    if (units.length === 0) return [];
    const names = [...new Set(units.map((unit) => escapeMarkdown(unit.name)))].join('、');
    const open = units.some((unit) => unit.openEnded) && !units.at(-1)!.collective ? '等' : '';
    return [`${ROLE_NAMES[role]}：${names}${open}`];
  });
  return parts.join('；');
}

export function renderRoles(roles: readonly UnitRole[]): string {
  return roles.map((role) => ROLE_NAMES[role]).join('、');
}
