import type { TextSpan } from './text-span.ts';

/** lead 牵头 · supporting 配合, 参与, 协助 · responsible 责任单位, 负责, 按职责分工. */
export type UnitRole = 'lead' | 'supporting' | 'responsible';

export const UNIT_ROLES: readonly UnitRole[] = ['lead', 'supporting', 'responsible'];

/** For people, in few letters. */
export const ROLE_NAMES: Readonly<Record<UnitRole, string>> = {
  lead: '牵头',
  supporting: '配合',
  responsible: '责任',
};

/**
 * assignment: a phrase, label, bracket, table cell or 由…牵头 hands a task to the body. duty: a rule or a letter says in running
 * text what the body has to do (市民政部门负责…, 请市财政局…, 县水利局：承担…).
 */
export type UnitBasis = 'assignment' | 'duty';

/** One body named by one unit phrase, as `extractUnitPhrases` reads it from clean text. */
export interface NamedUnit {
  /** As printed, a shared suffix spelled out: 「西青区、东丽区等有关区人民政府」 → 西青区人民政府, 东丽区人民政府. */
  readonly name: string;
  readonly role: UnitRole;
  /** The printed role word: 牵头单位, 牵头, 配合, 责任单位, 负责, 按职责分工负责, 指导 …; null for a bare list. */
  readonly verb: string | null;
  /** 各区人民政府, 市有关部门, 各有关单位 …: stands for many bodies. */
  readonly collective: boolean;
  /** The printed list ends in 等, 等部门, 等有关部门. */
  readonly openEnded: boolean;
}

/** One body that a clause makes responsible, with the printed phrase that says so. */
export interface UnitAssignment extends NamedUnit {
  readonly basis: UnitBasis;
  /**
   * The whole phrase as cleaned, brackets included; units of one phrase share `raw` and `span`. Of a phrase that is too long to be
   * repeated for each of its names, the beginning with … behind it.
   */
  readonly raw: string;
  /** Place of the phrase in the source. */
  readonly span: TextSpan;
  /** Place of the phrase in the clause's `text`; null when the phrase stands outside the clause. */
  readonly textSpan: TextSpan | null;
  /** The clause or heading whose phrase holds for this clause too; null when the phrase is the clause's own. */
  readonly inheritedFrom: string | null;
}
