import type { UnitRole } from '../domain/responsible-unit.ts';

/** 牵头单位： 责任部门： 配合： …: what may stand before a list and decides its role. */
export interface RoleLabel {
  /** The printed label without colon. */
  readonly verb: string;
  readonly role: UnitRole;
  /** Length in the text, colon included. */
  readonly length: number;
}

/** …牵头 · …等部门按职责分工负责 · …配合: what may close a list and decides its role. */
export interface RoleVerb {
  readonly verb: string;
  readonly role: UnitRole;
  /** Where the verb begins; before it stands the list. */
  readonly start: number;
}

const LABEL_NOUN =
  '(?:科室|单位|部门|主体|机构|处室|科室|委办局|地区|单位和部门|部门和单位|单位及部门|部门、单位|单位、部门)';
/** 市级牵头单位：, 省直责任部门： */
const LABEL_LEVEL = '(?:(?:国家|省|市|县|区)(?:级|直)?)?';
const LABEL_ROLE: readonly { readonly words: string; readonly role: UnitRole }[] = [
  { words: '(?:总)?(?:牵头|主办|主责)(?:责任|负责|落实|实施|组织)?', role: 'lead' },
  { words: '(?:配合|协办|协助|参与|参加|协同|协作|支持)(?:责任|落实|实施)?', role: 'supporting' },
  {
    words:
      '(?:主要|共同|第一|具体)?(?:责任|负责|承办|实施|落实|承担|执行|分工|建设|推进|完成|组织|指导|监督|督导)(?:落实|实施|推进)?',
    role: 'responsible',
  },
];

const LABEL_WITH_NOUN = LABEL_ROLE.map(({ words, role }) => ({
  pattern: new RegExp(
    `^(?<label>${LABEL_LEVEL}${words}${LABEL_NOUN})(?:及(?:分工|职责))?(?:[:：]|(?:为|是)(?=[市省区县国各中]))`,
  ),
  role,
}));

/** Inside brackets the noun may be missing: （牵头：市科委；配合：市财政局）. */
const LABEL_WITHOUT_NOUN = [
  { pattern: /^(?<label>牵头|主办|主责)[:：]/, role: 'lead' },
  { pattern: /^(?<label>配合|协办|协助|参与)[:：]/, role: 'supporting' },
  { pattern: /^(?<label>责任|负责|承办|落实)[:：]/, role: 'responsible' },
] as const;

/** Joint labels name the lead first: 牵头及配合单位：, 牵头和责任单位：. */
const LABEL_JOINT = /^(?<label>牵头(?:单位|部门)?[、和及与/](?:责任|配合|参与|参加|协办)(?:单位|部门)?)[:：]/;

/** Reads a role label at the very start of `text`; `bare` also accepts labels without 单位 or 部门. */
export function readRoleLabel(text: string, options: { readonly bare: boolean }): RoleLabel | null {
  const joint = LABEL_JOINT.exec(text);
  if (joint?.groups) return { verb: joint.groups['label']!, role: 'responsible', length: joint[0].length };
  for (const { pattern, role } of options.bare
    ? [...LABEL_WITH_NOUN, ...LABEL_WITHOUT_NOUN]
    : LABEL_WITH_NOUN) {
    const match = pattern.exec(text);
    if (match?.groups) return { verb: match.groups['label']!, role, length: match[0].length };
  }
  return null;
}

const MANNER = '(?:共同|联合|分别|具体|统一|总体|积极|密切|协同|全面|统筹|做好|予以|给予|抓好|切实)*';
/** Atoms only: a compound beside its parts (组织实施) would make the repetition ambiguous. */
const OBJECT =
  '(?:落实|实施|组织|推进|推动|抓好|协调|统筹|抓总|完成|办理|制定|建设|工作|相关|有关|指导|监督|督导|审核)*';
const BY_DUTY =
  '(?:(?:按|按照|根据|依据|依)(?:照)?(?:各自|有关|工作)?(?:的)?(?:职责|职能|分工|权限|任务)(?:和|、|及)?(?:职责|职能|分工|权限|任务)*(?:，|,)?)';

/**
 * Longest closings first: 「…按职责分工负责」 before 「…负责」, 「…负责牵头」 before 「…牵头」.
 * 指导 counts as responsible, its printed verb kept.
 */
const VERBS: readonly { readonly words: string; readonly role: UnitRole }[] = [
  { words: `${BY_DUTY}${MANNER}(?:配合|协助|参与|参加|支持)${OBJECT}`, role: 'supporting' },
  { words: `${BY_DUTY}${MANNER}牵头${OBJECT}(?:负责)?${OBJECT}`, role: 'lead' },
  { words: `${BY_DUTY}${MANNER}(?:负责|承担)?${OBJECT}`, role: 'responsible' },
  { words: `${MANNER}(?:负责)?(?:总)?牵头(?:负责|主办)?${OBJECT}`, role: 'lead' },
  { words: '(?:为|是|作为)(?:总)?牵头(?:单位|部门)', role: 'lead' },
  { words: '(?:主办|主责|主抓)', role: 'lead' },
  { words: `${MANNER}(?:配合|协助|参与|参加|协办|协同|支持)(?:配合)?${OBJECT}`, role: 'supporting' },
  { words: '(?:为|是|作为)(?:配合|参与|协办)(?:单位|部门)', role: 'supporting' },
  { words: '(?:做好|提供)[\\u4e00-\\u9fff]{0,8}(?:支撑|保障|支持|服务)(?:工作)?', role: 'supporting' },
  { words: '(?:为|是|作为)责任(?:单位|部门)', role: 'responsible' },
  { words: `${MANNER}负责${OBJECT}`, role: 'responsible' },
  {
    words: `${MANNER}(?:承办|指导|监督|督导|督办|组织实施|实施|落实|推进落实|承担|统筹协调|统筹)`,
    role: 'responsible',
  },
];

const VERB_PATTERNS = VERBS.map(({ words, role }) => ({ pattern: new RegExp(`(?<verb>${words})$`), role }));

/** 按职责分工共同抓好组织实施 and the like; nothing longer is read as one closing. */
const LONGEST_VERB = 40;

/** Reads the role verb that closes `text`; null where none does. */
export function readRoleVerb(text: string): RoleVerb | null {
  const offset = Math.max(0, text.length - LONGEST_VERB);
  const tail = text.slice(offset);
  let best: RoleVerb | null = null;
  for (const { pattern, role } of VERB_PATTERNS) {
    const match = pattern.exec(tail);
    if (!match?.groups?.['verb']) continue;
    const start = offset + match.index;
    if (best === null || start < best.start) best = { verb: match.groups['verb'], role, start };
  }
  return best;
}

/**
 * 「排在第一位的部门为牵头部门，下同」, 「列首位的为牵头单位」, 「列第一位者为牵头」: from there on the first of a list of two
 * or more leads.
 */
const LEAD_RULE =
  /(?:排|列)(?:名)?(?:在|于|为)?(?:第一位|第一|首位|首|最前|第1位)(?:置)?(?:的)?(?:单位|部门|者)?[^。；;]{0,8}?(?:牵头|主办|主责)|第一(?:个)?(?:单位|部门)为(?:总)?(?:牵头|主办)/;

export function statesLeadRule(text: string): boolean {
  return LEAD_RULE.test(text);
}

const LABEL_ANYWHERE =
  /(?<=^|[；;，,。、])(?:(?:国家|省|市|县|区)(?:级|直)?)?(?:总?牵头|主办|主责|主要责任|共同责任|责任|负责|承办|配合|协办|协助|参与|参加|实施|落实|指导|监督)(?:责任|负责|落实|实施)?(?:单位|部门|主体|机构)(?:[、和及与/](?:责任|配合|参与)(?:单位|部门)?)?(?:及(?:分工|职责))?[:：]/;

/** Where the first role label of a bracket stands (「2025年底前完成，责任单位：市科委」 → 11); null where there is none. */
export function findRoleLabel(content: string): number | null {
  if (readRoleLabel(content, { bare: true })) return 0;
  const match = LABEL_ANYWHERE.exec(content);
  return match ? match.index : null;
}
