import type { NamedUnit, UnitRole } from '../domain/responsible-unit.ts';
import { cannotBeBody, isCollectiveName, looksLikeBody, looksLikePlace } from './body-name.ts';
import { isCollectiveDepartment, isDepartmentName, isFunctionName } from './department-name.ts';
import { readRoleLabel, readRoleVerb, statesLeadRule } from './role-words.ts';

/**
 * The grammar of a unit list, in words:
 *   list    := group (；group)*
 *   group   := [label：] member (、member)* [verb]      牵头单位：A、B   A、B等部门按职责分工负责
 *   member  := name | name 等[部门] | name 等[有关区人民政府] | member 和 member | 会同 member
 * The label decides the role; else the verb; else `defaultRole`. White space must be gone from the input.
 */
export interface UnitList {
  readonly units: readonly NamedUnit[];
  /** Members that are not known as a body, a place or a collective by their form: the caller decides how many it tolerates. */
  readonly doubtful: number;
  /** Members that can be no name (dates, half sentences); they are not among the units. */
  readonly impossible: number;
  /** The list says that its first member leads (排在第一位的为牵头单位). */
  readonly statesLeadRule: boolean;
  /** A label or a verb gave the role of at least one group. */
  readonly hasRoleWord: boolean;
}

/** Longer than any list between two 、: a sentence. */
const LONGEST_MEMBER = 200;

interface Entry {
  readonly name: string;
  /** Role printed behind the single name: 市科委（牵头）. */
  readonly ownRole: { readonly role: UnitRole; readonly verb: string } | null;
  /** 等 stands after this entry: the names since the last such mark are an open list. */
  readonly open: boolean;
}

interface Group {
  entries: Entry[];
  label: { readonly role: UnitRole; readonly verb: string } | null;
}

export function parseUnitList(content: string, options: { readonly defaultRole: UnitRole }): UnitList {
  const units: NamedUnit[] = [];
  let doubtful = 0;
  let impossible = 0;
  let leadRule = false;
  let hasRoleWord = false;
  /** Inside what another label opened: 适用范围：…, 备注：…. */
  let isForeign = false;
  let group: Group = { entries: [], label: null };

  const flush = (verb: { readonly role: UnitRole; readonly verb: string } | null): void => {
    if (group.label ?? verb) hasRoleWord = true;
    const role = (isTold(group.label, verb) ? verb : group.label) ??
      verb ?? { role: options.defaultRole, verb: null };
    const resolved = resolveGroup(group.entries, role);
    for (const unit of resolved.units) units.push(unit);
    doubtful += resolved.doubtful;
    impossible += resolved.impossible;
    group.entries = [];
  };

  for (const segment of splitSegments(content)) {
    if (segment === '下同' || segment === '') continue;
    if (statesLeadRule(segment)) {
      leadRule = true;
      continue;
    }
    let text = segment.replace(LEVEL_LABEL, '');
    const label = readRoleLabel(text, { bare: true });
    isForeign = label === null && (OTHER_LABEL.test(text) || (isForeign && !opensGroup(text)));
    if (isForeign) continue;
    if (label) {
      flush(null);
      group = { entries: [], label: { role: label.role, verb: label.verb } };
      text = text.slice(label.length);
    }
    text = text.replace(
      /^(?:并由|由|请|以及|及|和(?!平[区县]|县|田|龙|顺|静|硕|政|布克|林格尔)|与)(?=.)/,
      '',
    );
    if (text === '' || isRemark(text)) continue;
    if (text.length > LONGEST_MEMBER) {
      impossible++;
      continue;
    }
    const verb = looksLikeBody(text) ? null : readRoleVerb(text);
    const names = verb ? text.slice(0, verb.start) : text;
    if (names !== '') for (const entry of readMember(names)) group.entries.push(entry);
    if (verb) {
      flush(verb);
      group.label = null;
    }
  }
  flush(null);
  return { units: withoutRepeats(units), doubtful, impossible, statesLeadRule: leadRule, hasRoleWord };
}

/** 市级：市科委；区级：各区人民政府. */
const LEVEL_LABEL =
  /^(?:中央|国家|省|市|州|县|区|镇|乡|街道|村)(?:[级直]|本级)?(?:单位|部门|层面)?[:：](?=.)/;
/** 适用范围：, 联系电话：, 政策依据：: what follows is no unit until the next role label. */
const OTHER_LABEL =
  /^[\u4e00-\u9fff]{0,6}(?:范围|对象|区域|片区|地区|依据|来源|电话|方式|标准|条件|目标|备注|说明|类别|类型|级别|阶段|标志|成果|形式|频次|项目|资金|期限|时限|时间|期|注|人|领导)[:：]/;

/** A list that its own verb closes is one of units again: （适用范围：全市，市科委负责）. */
function opensGroup(text: string): boolean {
  const verb = readRoleVerb(text);
  return verb !== null && verb.start > 0 && isName(text.slice(0, verb.start));
}

/** Cuts at 、，； outside inner brackets; 「牵头会同」 and 「会同」 are cuts too, and so is a label that follows without one. */
function splitSegments(content: string): string[] {
  const prepared = content
    .replace(/(?<=[\u4e00-\u9fff）)])\s*[/／·]\s*(?=[\u4e00-\u9fff])/g, '、')
    .replace(
      /(?<=[^；;，,、。])(?<!完成|实施)(?=(?:完成|实施)(?:时限|时间|期限)[:：]|时间节点[:：]|时限[:：]|(?:责任人|联系人|责任领导|牵头领导)[:：])/g,
      '；',
    )
    .replace(/指导(?=各[^、，；]{1,12}(?:落实|实施|推进|负责)$)/g, '指导，')
    .replace(/牵头(?<how>负责)?[，,]?会同/g, '牵头$<how>，')
    .replace(/(?<=.)会同/g, '、')
    .replace(
      /(?<=[^；;，,、（(])(?<![省市县区](?:级|直)?|国家|牵头|主要|共同|第一|具体|直接|配合)(?=(?:牵头|配合|责任|协办|参与|主办)(?:责任)?(?:单位|部门)[:：])/g,
      '；',
    );
  const segments: string[] = [];
  let depth = 0;
  let current = '';
  for (const character of prepared) {
    if ('（([〔［【〈＜'.includes(character)) depth++;
    if ('）)]〕］】〉＞'.includes(character)) depth = Math.max(0, depth - 1);
    if (depth === 0 && '、，,；;。'.includes(character)) {
      segments.push(current);
      current = '';
    } else current += character;
  }
  segments.push(current);
  return joinSplitCollectives(segments.map((segment) => segment.trim()));
}

/** 「责任单位：A、B分别牵头，C配合」: below a label of responsibility a verb that leads or supports says more. */
function isTold(
  label: { readonly role: UnitRole } | null,
  verb: { readonly role: UnitRole } | null,
): boolean {
  return label?.role === 'responsible' && verb !== null && verb.role !== 'responsible';
}

const OPEN_COLLECTIVE =
  /^(?:各|有关|相关|全市各|全省各|其他)?(?:省|市|州|盟|县|区|旗|镇|乡|市州|州市|盟市|县市|县区|区县|县市区|旗县区|旗县|乡镇|镇街|街镇|街道|村|自治区|直辖市|设区市|设区的市|地级以上市|地|委|办|局|自治州)(?:[（〔([〈＜][^）〕)\]〉＞]{1,6}[）〕)\]〉＞])?$/;
const COLLECTIVE_TAIL =
  /^(?:直辖市|计划单列市)[\u4e00-\u9fff]{0,24}$|^(?:自治区|自治州|自治县|自治旗|县市区|旗县区|旗县|县市|县区|省直管|平潭综合实验区|乡镇|镇街|街镇|省|市|县|区|旗|州|盟|乡|镇|街道|街|地|委|办|局|部门)?(?:[（〔([〈＜][^）〕)\]〉＞]{1,6}[）〕)\]〉＞])?(?:省|市|县|区|旗)?(?:人民政府|政府|党委政府|党委|管委会|办事处|部门|单位)?$/;

const LEVELS = '省市州盟县区旗乡镇';

/** 市、区财政部门: the department of a lower level behind a level alone. */
function isLowerDepartment(level: string, name: string): boolean {
  const [above, below] = [level.replace(/^各/, ''), name].map((text) => LEVELS.indexOf(text[0] ?? ''));
  return above! >= 0 && below! > above! && isDepartmentName(name);
}

/** 「各市、县〔区〕人民政府」, 「各省、自治区、直辖市人民政府」 are one collective though 、 stands inside. */
function joinSplitCollectives(segments: readonly string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < segments.length; i++) {
    let text = segments[i]!;
    const bare = text
      .replace(/^.*[:：]/, '')
      .replace(/^.*(?:和|及|与|由)(?=各)/, '')
      .replace(/^(?:由|和|及|以及)/, '');
    if (/^各.{0,12}党委$/.test(bare) && /^(?:人民)?政府/.test(segments[i + 1] ?? '')) {
      joined.push(`${text}、${segments[++i]}`);
      continue;
    }
    if (OPEN_COLLECTIVE.test(bare)) {
      while (i + 1 < segments.length) {
        const next = segments[i + 1]!;
        const verb = readRoleVerb(next);
        const name = verb ? next.slice(0, verb.start) : next;
        if (name === '' || !(COLLECTIVE_TAIL.test(name) || isLowerDepartment(bare, name))) break;
        text += `、${next}`;
        i++;
        if (/党委$/.test(next) && /^(?:人民)?政府/.test(segments[i + 1] ?? '')) continue;
        if (/(?:政府|管委会|办事处|部门|单位|党委)|^直辖市./.test(next)) break;
      }
    }
    joined.push(text);
  }
  return joined;
}

/** Times and remarks inside a unit bracket: 2025年底前完成, 持续推进, 长期坚持. */
function isRemark(text: string): boolean {
  return (
    /^(?:\d{4}年|到?20\d\d|持续|长期|年内|每年|完成时[限间]|时间节点|时限|列第|下同|以下)/.test(text) ||
    /(?:年底前|月底前|日前|季度)(?:完成|启动|实施)?$/.test(text)
  );
}

const OPEN_NOUN =
  /^(?:[一二三四五六七八九十\d]+)?(?:个|家)?(?:多个)?(?:有关|相关|责任)?(?:部门和单位|部门、单位|部门单位|部门及单位|单位和部门|部门|单位|委办局|委局|机构|方面|企业|金融机构)?(?:共同)?/;

/** Reads one member; 等 and conjunctions may make several entries of it. */
function readMember(text: string): Entry[] {
  const own =
    /^(?<name>.+?)[（([](?<role>[^（([）)\]]*?(?:牵头|配合|负责|主办|协办)[^（([）)\]]*)[）)\]]$/.exec(text);
  if (own?.groups && !/[、，]/.test(own.groups['role']!)) {
    const word = own.groups['role']!;
    const verb = readRoleVerb(word.replace(/(?:单位|部门|者)$/, ''));
    if (verb) {
      return readMember(own.groups['name']!).map((entry) => ({
        ...entry,
        ownRole: { role: verb.role, verb: word },
      }));
    }
  }
  for (const match of text.matchAll(/等/g)) {
    const left = text.slice(0, match.index);
    const right = text.slice(match.index + 1);
    if (left === '' || !endsAsName(left) || /[高中初平同优劣]$/.test(left)) continue;
    const before = (): Entry[] => markOpen(readMember(left));
    if (isCollectiveName(right) && !/^(?:有关|相关)?(?:部门|单位|方面|机构|部门和单位)$/.test(right)) {
      return [...before(), ...readMember(right)];
    }
    const noun = OPEN_NOUN.exec(right)?.[0] ?? '';
    const rest = right.slice(noun.length).replace(/^(?:，|、)?(?:以及|及其|和|及|与|并)/, '');
    if (rest === '') return before();
    if (right.length > noun.length && endsAsName(rest)) return [...before(), ...readMember(rest)];
    if (isCollectiveName(right) || endsAsName(right)) return [...before(), ...readMember(right)];
  }
  return splitConjunction(text).map((name) => ({ name, ownRole: null, open: false }));
}

/**
 * 「西青区和东丽区人民政府」, 「A以及B」 are two; 文化和旅游部, 市规划和自然资源局 are one: a conjunction divides only where a
 * whole body, place or collective stands on both sides.
 */
function splitConjunction(text: string): string[] {
  const names: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/以及|或者|及(?=其他|其它)|和|及其|及|与|暨/g)) {
    const right = text.slice(match.index + match[0].length);
    if (right === '' || /^平[区县]|^(?:人民)?政府$|^国家机关/.test(right)) continue;
    if (!isName(text.slice(start, match.index))) continue;
    names.push(text.slice(start, match.index));
    start = match.index + match[0].length;
  }
  const last = text.slice(start);
  return names.length === 0 || isName(last) ? [...names, last] : [text];
}

function isName(text: string): boolean {
  return looksLikeBody(text) || looksLikePlace(text) || isCollectiveName(text) || isDepartmentName(text);
}

function endsAsName(text: string): boolean {
  if (isFunctionName(text)) return true;
  return isName(text.replace(/^.*(?:以及|和|及|与|、)/, '')) || isName(text);
}

function markOpen(entries: readonly Entry[]): Entry[] {
  return entries.map((entry, i) => (i === entries.length - 1 ? { ...entry, open: true } : entry));
}

const GOVERNMENT_SUFFIX = /^(?<stem>.+?)(?<suffix>人民政府|政府|管委会|管理委员会|党工委|办事处)$/;

/** Spells out shared suffixes, marks open lists, drops what is no name. */
function resolveGroup(
  entries: readonly Entry[],
  role: { readonly role: UnitRole; readonly verb: string | null },
): { units: NamedUnit[]; doubtful: number; impossible: number } {
  const units: NamedUnit[] = [];
  let doubtful = 0;
  let impossible = 0;
  let listStart = 0;
  const suffixes = sharedSuffixes(entries);
  entries.forEach((entry, i) => {
    const name = entry.name + suffixes[i]!;
    if (!isName(name) && !isDepartmentName(name)) {
      if (cannotBeBody(name)) {
        impossible++;
        return;
      }
      doubtful++;
    }
    units.push({
      name,
      role: entry.ownRole?.role ?? role.role,
      verb: entry.ownRole?.verb ?? role.verb,
      collective: isDepartmentName(name) ? isCollectiveDepartment(name) : isCollectiveName(name),
      openEnded: false,
    });
    if (entry.open) {
      for (let j = listStart; j < units.length; j++) units[j] = { ...units[j]!, openEnded: true };
      listStart = units.length;
    }
  });
  return { units, doubtful, impossible };
}

/**
 * What each entry shares with a later one: the suffix that closes a run of places (西青区、东丽区、滨海新区等有关区人民政府 → 人民政府), the
 * noun that closes a run of functions (公安、应急管理部门 → 部门); empty where there is none.
 */
function sharedSuffixes(entries: readonly Entry[]): string[] {
  const suffixes: string[] = [];
  let ofPlaces = '';
  let ofFunctions = '';
  for (let i = entries.length - 1; i >= 0; i--) {
    const { name, open } = entries[i]!;
    const isPlace = looksLikePlace(name);
    const isFunction = isFunctionName(name);
    if (isPlace) suffixes[i] = ofPlaces;
    else if (isFunction) suffixes[i] = open ? '部门' : ofFunctions;
    else suffixes[i] = '';
    if (!isPlace) ofPlaces = governmentSuffix(name);
    if (open || !isFunction) ofFunctions = open || isDepartmentName(name) ? '部门' : '';
  }
  return suffixes;
}

/** 人民政府 of 东丽区人民政府 and 有关区人民政府. */
function governmentSuffix(name: string): string {
  const { stem = '', suffix = '' } = GOVERNMENT_SUFFIX.exec(name)?.groups ?? {};
  return looksLikePlace(stem) || /^(?:各|有关|相关|其他|其它)/.test(stem) ? suffix : '';
}

function withoutRepeats(units: readonly NamedUnit[]): NamedUnit[] {
  const seen = new Set<string>();
  return units.filter(({ name, role }) => {
    const key = `${role} ${name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
