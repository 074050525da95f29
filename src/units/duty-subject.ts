import { hasLevelPrefix, looksLikeBody, looksLikePlace } from './body-name.ts';
import { isDepartmentName } from './department-name.ts';
import { LOCATIVE } from './duty-text.ts';
import { type BodyStrength, holdsSentence, isKindOfBody } from './kind-of-body.ts';
import { isCollectiveBody, listAtStart, namesNobody } from './name-list.ts';
import { parseUnitList } from './unit-list.ts';
import type { FoundPhrase } from './unit-phrase.ts';

/** A stretch between two marks of punctuation. */
const PART = /[^。！？!?；;：:，,\n]+/g;

/** A number, a connective or a time before the subject. */
const BEFORE_SUBJECT =
  /^\s*(?:\d+(?:[.．]\d+)*[.．、]?\s*|[（(](?:[一二三四五六七八九十]+|\d{1,2})[）)]\s*|[一二三四五六七八九十]+、|第[一二三四五六七八九十百千]+条\s*|[①-⑳]\s*|[—-]+\s*)?(?:[一二三四五六七八九十]是)?(?:并|再|但|同时|其中|必要时|原则上|今后|逾期|此后|会后)?(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底)?前|年底前)?/;

interface Predicate {
  readonly strength: BodyStrength;
  readonly pattern: RegExp;
}

const MANNER =
  '(?:按照?职责|依法|积极|密切|分别|共同|联合|具体|统一|主动|予以|同时|还|并|都|均|会同[^，,。；;]{2,24}?){0,2}';
/** What a subject is charged with, must do, or does as a rule; the rest of the match is kept short. */
const PREDICATES: readonly Predicate[] = [
  { strength: 'charged', pattern: new RegExp(`${MANNER}负责(?!人|同志|制|任|的)`, 'y') },
  { strength: 'charged', pattern: new RegExp(`${MANNER}(?:协助|配合)(?!度|的)`, 'y') },
  {
    strength: 'obliged',
    pattern: new RegExp(
      `(?:应当|必须|应(?![急用届税收邀对变聘运声])|须(?!知)|要(?![求素点件是领么闻塞]))(?!由|报|经)${MANNER}`,
      'y',
    ),
  },
  { strength: 'obliged', pattern: /(?:在[^，,]{2,14}前)?(?:要|应当)(?![求素点件是])/y },
  {
    strength: 'obliged',
    pattern:
      /(?:每(?:半年|[两三]年|[年月周日天]|季度?|学期)|定期|依法|分别|统一)(?![的向被]|[^，,]{0,12}了)(?=[\u4e00-\u9fff\d])/y,
  },
];

/** 财政部门拨付…: a kind of department tells no story; what it does it has to do. */
const PLAIN_ACT =
  /(?:组织|督促|指导|协调|汇总|受理|审核|复核|核查|核实|核定|核发|核准|审批|审定|审查|查处|拨付|发放|公布|提供|验收|检查|抽查|监督|牵头|落实|保障|出具|办理|登记)(?!的|了|过|后|部门|机构|机关|人员|情况|结果|通过)/y;

const CUE =
  /按照?职责|依法|予以|积极|密切|分别|共同|联合|具体|统一|主动|会同|负责|协助|配合|应|必须|须|要|在|每|定期|组织|督促|指导|协调|汇总|受理|审核|复核|核[查实定发准]|审[批定查]|查处|拨付|发放|公布|提供|验收|检查|抽查|监督|牵头|落实|保障|出具|办理|登记/g;

/** So many words of a part are tried as its predicate. */
const MOST_CUES = 8;
const LONGEST_SUBJECT = 80;

/**
 * Duties of the subject of a clause part: 「县级统管机构应当完成检查」, 「审计部门依法对…进行监督」, 「村民委员会协助做好…」, 「各县（区）要制定…」.
 * What may or must not be done (可以, 不得) is no duty, nor is a condition (…的，).
 */
export function* findSubjectDuties(text: string): Generator<FoundPhrase> {
  for (const { 0: part, index } of text.matchAll(PART)) {
    if (/的\s*$/.test(part.slice(-3))) continue;
    const opening = BEFORE_SUBJECT.exec(part.slice(0, LONGEST_SUBJECT))![0].length;
    const from = opening + (LOCATIVE.exec(part.slice(opening, LONGEST_SUBJECT))?.[0].length ?? 0);
    const found = subjectOf(part, from);
    if (found === null) continue;
    const { names, end, verb } = found;
    yield {
      span: { start: index + from, end: index + end },
      content: `${names}${verb}`,
      basis: 'duty',
      collectives: true,
      anyName: true,
    };
  }
}

interface Subject {
  readonly names: string;
  readonly verb: '负责' | '配合';
  readonly end: number;
}

function subjectOf(part: string, from: number): Subject | null {
  const window = part.slice(from, from + LONGEST_SUBJECT);
  let tried = 0;
  for (const { index } of window.matchAll(CUE)) {
    if (index < 2) continue;
    if (++tried > MOST_CUES) break;
    const predicate = predicateAt(window, index);
    if (predicate === null) continue;
    const names = window.slice(0, index);
    if (/(?<!自)由/.test(names)) return null;
    if (!isSubject(names, predicate.strength)) continue;
    const said = window.slice(index, index + predicate.length + 12);
    if (/^[^，,]{0,6}(?:不得|可以|不予)/.test(said)) return null;
    const rest = part.slice(from + index + predicate.length);
    const isHelp =
      /(?:协助|配合|参与)$/.test(predicate.text) || /^(?:积极|密切|予以)?(?:协助|配合|参与)/.test(rest);
    return { names, verb: isHelp ? '配合' : '负责', end: from + index + predicate.length };
  }
  return actingSubject(window, from);
}

/**
 * What behind bodies is no task of theirs: what they may, must not or do not do, are, have done, or what is somebody's beside them
 * (市教育局局长).
 */
const NO_DUTY =
  /^(?:的|等|之|只|仅|和|与|及|或|是|为|作为|可|不|未|无|没|有|已|曾|将|因|如|若|认为|同意|备案|主任|局长|书记|主要|负责人|负责同志|领导|同志|人员|干部|工作人员|所|属|内|外|前|后|时|印发|收|在[^，,]{1,12}[上中])|^[^，,]{0,24}(?:了|过|后|时|的)$|了(?!解)/;

/** Most parts open with nothing that could be a body: they are not taken apart. */
const MAY_OPEN_WITH_BODY =
  /^[\u4e00-\u9fff（）()、]{1,30}?(?:部门|机构|机关|政府|街道|公司|中心|单位|[局委办厅部院署会县区市镇乡所站队]|[）)])[\u4e00-\u9fff]/;

/** A name that nothing can stand before: with its level, as a kind of department, or all of a kind; not 「争取|省药监局」. */
function isPlainName(name: string): boolean {
  return (
    hasLevelPrefix(name) || isDepartmentName(name) || (isCollectiveBody(name) && EVERY_OFFICE.test(name))
  );
}

/** 「各县（市）人民政府于5月9日前通过广播告知公众」: whatever verb follows bodies that a part opens with. */
function actingSubject(window: string, from: number): Subject | null {
  if (!MAY_OPEN_WITH_BODY.test(window)) return null;
  const names = listAtStart(window, { departments: true });
  if (names === null || names.length === window.length || !isSubject(names, 'obliged')) return null;
  if (!names.split(/[、和及]/).every(isPlainName)) return null;
  const rest = window.slice(names.length);
  if (NO_DUTY.test(rest) || !/^[\u4e00-\u9fff]/.test(rest)) return null;
  return { names, verb: '负责', end: from + names.length };
}

function predicateAt(
  window: string,
  at: number,
): { readonly strength: BodyStrength; readonly length: number; readonly text: string } | null {
  for (const { strength, pattern } of PREDICATES) {
    pattern.lastIndex = at;
    const match = pattern.exec(window);
    if (match) return { strength, length: match[0].length, text: match[0] };
  }
  PLAIN_ACT.lastIndex = at;
  const act = PLAIN_ACT.exec(window);
  if (act && isDepartmentName(window.slice(0, at).replace(/^.*[、和]/, '')))
    return { strength: 'obliged', length: act[0].length, text: act[0] };
  return null;
}

function isSubject(names: string, strength: BodyStrength): boolean {
  const list = parseUnitList(names.replace(/\s+/g, ''), { defaultRole: 'responsible' });
  return (
    list.units.length > 0 &&
    !list.hasRoleWord &&
    list.impossible === 0 &&
    list.units.every(({ name }) => isActor(name, strength)) &&
    !namesNobody(list.units.map(({ name }) => name))
  );
}

/** 各县（区）, 各乡镇人民政府, 各责任单位; 各定点医疗机构 is told what to do. */
const EVERY_OFFICE =
  /(?:政府|部门|[委局办县市区镇乡州盟旗]|街道|机关|管委会|(?:成员|责任|牵头|有关|相关|直属)单位|[）)〕〉])$/;
const PLACE = /(?:县|市|镇|乡|街道|旗|新区|开发区)$/;

/** A body that a duty may have as its subject. */
function isActor(name: string, strength: BodyStrength): boolean {
  if (holdsSentence(name)) return false;
  if (isDepartmentName(name) || isKindOfBody(name, strength)) return true;
  if (isCollectiveBody(name)) return EVERY_OFFICE.test(name);
  return (
    (PLACE.test(name) && name.length > 2 && looksLikePlace(name)) ||
    (strength === 'charged' && looksLikeBody(name))
  );
}
