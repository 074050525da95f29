import type { UnitRole } from '../domain/responsible-unit.ts';

const LEAD = /牵头|主责|带头|领头|挑头|打头|主导|挑大梁|扛旗|唱主角|抓总|主办单位|主办方/;
const SUPPORTING = /配合|帮忙|打配合|辅助|帮衬|打下手|搭把手|协助|协办|协同单位|支持单位/;
const RESPONSIBLE = /责任(?:单位|部门|主体|方)/;
/** 「参与（不管牵头还是配合）」: every role. */
const ANY = /参与|参加|都算|不管|无论|任何角色|涉及|承担/;
/** 「其他的责任单位」 「除了牵头单位以外」: those that do not lead. */
const OTHERS =
  /(?:其他|其它|其余|别的|另外的?|剩下)的?(?:几[个家])?(?:责任|参与|承担)的?(?:单位|部门)|除了?(?:这个|那个)?牵头[^，。？]{0,6}(?:以外|之外|外|，)/;
const ALL_ROLES =
  /谁(?:来)?(?:负责|管|建|抓|干|做|承担|推进|落实)|哪些(?:部门|单位)负责|归(?!谁牵头|哪[^，。？]{0,6}牵头)|责任(?:单位|部门|分工|划分)|负责(?:单位|部门)/;

/**
 * Roles that a question asks for; empty means all. In a question 参与, 参加, 涉及 mean any role, and so do 谁负责, 归谁管,
 * 责任单位; 「谁牵头、谁配合」 is both.
 */
export function readRoles(text: string): UnitRole[] {
  if (OTHERS.test(text)) return ['supporting', 'responsible'];
  if (ANY.test(text)) return [];
  const lead = LEAD.test(text);
  const supporting = SUPPORTING.test(text);
  if (!lead && !supporting) return [];
  if (ALL_ROLES.test(text.replace(/牵头负责/g, '牵头'))) return [];
  // 「谁来扛、谁打下手」: two are asked for, one is understood; both are meant.
  if (lead !== supporting && (text.match(/谁|哪些|哪几|哪个|哪家/g) ?? []).length >= 2) return [];
  return [...(lead ? (['lead'] as const) : []), ...(supporting ? (['supporting'] as const) : [])];
}

/** In a list of one unit's tasks 负责 and 责任单位 mean lead or responsible, not supporting. */
export function readListRoles(text: string): UnitRole[] {
  // 「由它牵头的有哪几件，谁来配合」: the second half asks for partners, not for other tasks.
  const own = text.replace(
    /[，、](?:谁|哪些|哪几|哪家|跟谁|和谁|与谁|还有谁|(?:配合|协助|责任|牵头)(?:单位|部门)?(?:是|有))[^，。？]*[？。]?$/u,
    '',
  );
  const roles = readRoles(own);
  if (ANY.test(own)) return [];
  const responsible = RESPONSIBLE.test(own) || /负责|主管|主抓/.test(own);
  if (roles.length > 0) return responsible && roles.includes('lead') ? [...roles, 'responsible'] : roles;
  return responsible ? ['lead', 'responsible'] : [];
}
