import { createSpanIndex, type SpanIndex } from '../domain/span-index.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { findDutyLists } from './duty-list.ts';
import { findSubjectDuties } from './duty-subject.ts';
import { findDuties, findRequests, findTasksByVerb } from './duty-text.ts';
import { isCollectiveInDuty } from './kind-of-body.ts';
import { isListOfBodies, listAtStart, type NamesBefore, namesBefore, namesNobody } from './name-list.ts';
import { assignsNothing } from './told-past.ts';
import { parseUnitList } from './unit-list.ts';
import type { FoundPhrase, UnitPhrase } from './unit-phrase.ts';

/** 牵头 and 负责 in a sentence; not 牵头抓总机制, 负责人, 负责同志, 负责制, 负责解释, 对…负责. */
const ROLE_VERB =
  /(?:共同|联合|具体|统一|分别|总体){0,4}(?:牵头(?:负责)?|负责|主管)(?!抓总|人(?![员才事口防力工])|制(?![定订作止约造])|任(?![务免])|解释|的态度|到底|单位|部门|机构|作用|责任|同志|干部|领导|科室?|处室)/g;

/** What follows the lead: 「…牵头组织规划，市商务局、市财政局配合」. */
const CONTINUED =
  /^(?<object>[\u4e00-\u9fff\d“”《》]{0,24})[，,；;、]\s*(?<names>[^，,。；;\n]{3,80}?)(?<verb>(?:积极|密切|共同)?(?:配合|协助|参与|参加)(?=[^，,。；;\n]{0,20}(?:[，,。；;\n]|$))|按职责(?:分工)?负责(?=[，,。；;\n]|$)|负责(?=[，,。；;\n]|$))/;

/** 各县（市、区）, 县〔区〕人民政府: a bracket that is part of a name. */
const IN_A_NAME = /^[（(〔〈][省市县区州盟旗镇乡街道、]{1,6}[）)〕〉]$/;

/** So many times a phrase goes on, and so far each time. */
const MOST_CONTINUED = 30;
const LONGEST_CONTINUED = 400;

/**
 * Units that running text makes responsible: 「由市科委牵头，市财政局、市教委配合」, 「市工业和信息化委具体负责…」,
 * 「体育总局要会同有关方面…」, and the duties of rules and letters. Strict: every name before the verb must be a body, a place or
 * a collective, so that 「建立…牵头抓总」, 「由责任单位负责解释」, 「项目单位应对…真实性负责」 give nothing.
 */
export function findRunningPhrases(
  text: string,
  brackets: readonly TextSpan[],
  lines: SpanIndex,
): UnitPhrase[] {
  const phrases: UnitPhrase[] = [];
  /** One for each way of finding, as each finds in printed order. */
  const found: SpanIndex[] = [];
  const apart = createSpanIndex(brackets.filter(({ start, end }) => !IN_A_NAME.test(text.slice(start, end))));
  for (const find of [
    findDutyLists,
    findByRoleVerb,
    findByPartner,
    findTasksByVerb,
    findDuties,
    findRequests,
    findSubjectDuties,
  ]) {
    const own = createSpanIndex();
    found.push(own);
    for (const phrase of find(text)) {
      if ([apart, lines, ...found].some((spans) => spans.overlaps(phrase.span))) continue;
      const read = readPhrase(text, phrase);
      if (read === null) continue;
      own.push(phrase.span);
      phrases.push(read);
    }
  }
  return phrases;
}

function readPhrase(
  text: string,
  { span, content, basis, collectives, everybody = false, anyName = false }: FoundPhrase,
): UnitPhrase | null {
  if (assignsNothing(text, span)) return null;
  const { units, doubtful, impossible } = parseUnitList(content.replace(/\s+/g, ''), {
    defaultRole: 'responsible',
  });
  if (units.length === 0 || (doubtful + impossible > 0 && !anyName)) return null;
  const allCollective = units.every(({ collective }) => collective);
  if (allCollective && !everybody && (!collectives || namesNobody(units.map(({ name }) => name))))
    return null;
  return {
    form: 'running',
    span,
    raw: text.slice(span.start, span.end),
    units:
      basis === 'duty'
        ? units.map((unit) => ({ ...unit, collective: isCollectiveInDuty(unit.name) }))
        : units,
    basis,
    statesLeadRule: false,
  };
}

/** 「由市科委牵头…」, 「市工业和信息化委具体负责…」, 「市民政局主管全市养老服务工作」. */
function* findByRoleVerb(text: string): Generator<FoundPhrase> {
  let past = 0;
  /** Where the last sentence ends so far that hands a task over: 「由财政局负责拨付，审计局负责跟踪」 hands over two. */
  let handedOver = -1;
  for (const match of text.matchAll(ROLE_VERB)) {
    if (match.index < past) continue;
    const isLead = match[0].includes('牵头');
    const goesOn =
      handedOver >= 0 &&
      match.index - handedOver <= LONGEST_CONTINUED &&
      !/[。；;：:\n]/.test(text.slice(handedOver, match.index));
    if (!goesOn) handedOver = -1;
    const names = isLead ? leadBefore(text, match.index) : bodyInCharge(text, match.index, goesOn);
    if (names === null) continue;
    let end = match.index + match[0].length;
    let content = `${names.text}${match[0].replace('主管', '负责')}`;
    for (let more = 0; more < MOST_CONTINUED; more++) {
      const rest = CONTINUED.exec(text.slice(end, end + LONGEST_CONTINUED));
      if (!rest?.groups) break;
      const next = rest.groups['names']!;
      if (!isListOfBodies(next, { departments: true })) break;
      if (rest.groups['object'] !== '' && isEveryCollective(next)) break;
      content += `，${next}${rest.groups['verb']}`;
      end += rest[0].length;
    }
    past = end;
    const isHandedOver = isLead || names.introduced || goesOn;
    const isKind = !isLead && !isListOfNamed(names.text);
    const basis = isHandedOver && !isKind ? 'assignment' : 'duty';
    if (basis === 'assignment') handedOver = end;
    const collectives = !isLead || names.introduced;
    yield { span: { start: names.start, end }, content, basis, collectives, anyName: true };
  }
}

/** Known by their names or as departments; 城镇供水企业 and 县级统管机构 are only known by their kind. */
function isListOfNamed(text: string): boolean {
  return parseUnitList(text.replace(/\s+/g, ''), { defaultRole: 'responsible' }).doubtful === 0;
}

/** 「民政部门牵头、多部门配合的机制」 names kinds that lead nothing yet; 「由民政部门牵头」 does. */
function leadBefore(text: string, end: number): NamesBefore | null {
  const named = namesBefore(text, end, { departments: false });
  if (named !== null) return named;
  const kinds = namesBefore(text, end, { departments: true });
  return kinds?.introduced && !/企业/.test(kinds.text) ? kinds : null;
}

const IN_CHARGE =
  /(?<=^|[。；;：:\n，,])(?<lead>\s*(?:第[一二三四五六七八九十百千]+条\s*)?)(?<names>[^。；;：:\n，,]{3,80}?)(?:是|为|作为)[^。；;：:\n，,]{0,40}(?:部门|机构|单位|主体)[，,]$/;

/** Names right before 负责, or those of the clause before: 「市航运管理局是本市水上交通的主管部门，负责…」. */
function bodyInCharge(text: string, end: number, goesOn: boolean): NamesBefore | null {
  const direct = namesBefore(text, end, { departments: true, anyForm: goesOn });
  if (direct !== null) return direct;
  if (!'，,'.includes(text[end - 1] ?? ' ')) return null;
  const from = Math.max(0, end - 160);
  const clause = IN_CHARGE.exec(text.slice(from, end));
  const { names = '', lead = '' } = clause?.groups ?? {};
  if (!clause || !isListOfBodies(names, { departments: true })) return null;
  return { start: from + clause.index + lead.length, text: names, introduced: false };
}

/** 「各成员单位密切配合」 behind 「市发展改革委牵头定期调度」 names nobody. */
function isEveryCollective(text: string): boolean {
  const { units } = parseUnitList(text.replace(/\s+/g, ''), { defaultRole: 'responsible' });
  return units.every(({ collective }) => collective);
}

/** 「省航运厅会同省水务厅、省财政厅研究…」: who acts and with whom. */
function* findByPartner(text: string): Generator<FoundPhrase> {
  for (const match of text.matchAll(/会同/g)) {
    const names = namesBefore(text, match.index, { departments: true });
    // 「由市财政局会同市教育局追回」 says what happens, not whose task it is; with 负责 or 牵头 it was read above.
    if (names === null || names.introduced) continue;
    const partner = partnerAfter(text, match.index + 2);
    if (partner === null) continue;
    const end = match.index + 2 + partner.length;
    const content = `${names.text}；${partner}`;
    const span = { start: names.start, end };
    yield { span, content, basis: 'duty', collectives: false, anyName: true };
  }
}

/** The longest list of bodies behind 会同 that what follows does not read into: 省水务厅等有关部门 before 研究提出…. */
function partnerAfter(text: string, start: number): string | null {
  const window = /^[\u4e00-\u9fff、（）()]{2,100}/.exec(text.slice(start, start + 100))?.[0] ?? '';
  return listAtStart(window, { departments: true });
}
