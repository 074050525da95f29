import { holdsSentence } from './kind-of-body.ts';
import { isListOfBodies, listAtStart, namesBefore } from './name-list.ts';
import type { FoundPhrase } from './unit-phrase.ts';

/** So far behind 由 or 请 the names and their verb are looked for. */
const LONGEST = 160;

/** 于6月底前, 按照有关规定, 依法: what stands between bodies and their verb. */
const MANNER =
  '(?:(?:每(?:半年|[两三]年|[年月周日天]|季度?|学期)|[于在][^，,。；;\\n]{1,14}[前内底中]|(?:按照?|依照|根据)[^，,。；;\\n]{1,16}?|会同[^，,。；;\\n]{2,30}?)){0,3}';
/** Any verb, but for what says who belongs to something, who drafted or explains a document, who is what. */
const ACTS = new RegExp(
  `^(?![^，,。；;]{0,24}(?:组成|构成|解释|起草|组长|担任|兼任|出席|参加))(?:${MANNER})(?![派为是作])[\\u4e00-\\u9fff][\\u4e00-\\u9fff\\d]`,
);
/** 由市政府批准后…, 由市财政局承担的费用: a condition or a quality, not a task. */
const NO_TASK =
  /^(?:之?后(?![报送提交，,])|之前|前|时|的|方可|方能|情况|主管|行政|部门|机构|局|厅|委|机关|单位|人员|者)/;

const NEXT =
  /^(?<object>[^，,、。；;：:\n]{0,24})[，,、；;]\s*(?:再|并|最后)?(?:由|报|经)?(?<names>[^，,。；;\n]{2,60})/;
const MOST_NEXT = 12;

/**
 * 「新市场用地由市自然资源局于6月底前完成供地」, 「由县农业农村局受理，市农业农村局复核」: a verb of task or office behind 由 and a
 * list of bodies. What an authority decides or punishes (追回, 撤销, 处罚) is no task.
 */
export function* findTasksByVerb(text: string): Generator<FoundPhrase> {
  let past = 0;
  for (const match of text.matchAll(/由(?!于|此)/g)) {
    if (match.index < past || /[自理缘事经来已曾是]/.test(text[match.index - 1] ?? '')) continue;
    const first = actorAt(text, match.index + 1);
    if (first === null) continue;
    let { end } = first;
    let content = first.names;
    for (let more = 0; more < MOST_NEXT; more++) {
      const next = NEXT.exec(text.slice(end, end + LONGEST));
      if (!next?.groups) break;
      const start = end + next[0].length - next.groups['names']!.length;
      const actor = actorAt(text, start);
      if (actor === null) break;
      content += `、${actor.names}`;
      end = actor.end;
    }
    past = end;
    yield { span: { start: match.index, end }, content, basis: 'duty', collectives: true, anyName: true };
  }
}

/** 渡口所在地|乡镇人民政府: where a body is tells which one it is, and is no part of its name. */
export const LOCATIVE =
  /^[\u4e00-\u9fff]{0,10}?(?:所在地|所在(?=街道|乡|镇|村|社区)|事发地|发生地|户籍地|居住地)的?/;

interface Actor {
  readonly names: string;
  readonly end: number;
}

/** The bodies at `start` with the verb that they are the subject of. */
function actorAt(text: string, start: number): Actor | null {
  const window = /^[^。；;：:\n“”《》]*/.exec(text.slice(start, start + LONGEST))![0];
  const at = LOCATIVE.exec(window)?.[0].length ?? 0;
  const names = listAtStart(window.slice(at), { departments: true });
  if (names === null || holdsSentence(names.replace(/[、\s]/g, ''))) return null;
  const end = at + names.length;
  const rest = window.slice(end);
  const act = ACTS.exec(rest);
  if (!act || NO_TASK.test(rest.slice(act[0].length))) return null;
  const partner = rest.startsWith('会同') ? listAtStart(rest.slice(2), { departments: true }) : null;
  return { names: partner === null ? names : `${names}、${partner}`, end: start + end + act[0].length };
}

/** 按照各自职责做好…, 在各自职责范围内，协助…: what bodies do within their remit. */
const BY_REMIT =
  /[，,]?(?:应当|应|要|须)?(?:(?:按|按照|依照|根据|依据)(?:各自|有关|法定|本部门)?(?:的)?(?:工作)?(?:职责|职能|分工)(?:分工|权限|范围|任务)?|在(?:各自|其)(?:的)?(?:法定|工作)?职责(?:权限)?范围内)[，,]?(?:应当|依法|共同|积极|密切|切实|分别){0,3}(?<verb>做好|抓好|协助|配合|参与|支持|落实|履行|承担|开展|加强|实施|组织|负责|监督)/g;

/** 市教育局为牵头单位. */
const OFFICE_OF =
  /(?:为|是|作为|担任)(?<role>总?(?:牵头|主办|主责|责任|承办|配合|协办|参与)(?:单位|部门))(?![:：的是为])/g;

/** 「公安、税务等部门按照各自职责，协助做好…」, 「市教育局为牵头单位」. */
export function* findDuties(text: string): Generator<FoundPhrase> {
  for (const match of text.matchAll(BY_REMIT)) {
    const names = namesBefore(text, match.index, { departments: true });
    if (names === null) continue;
    const verb = /协助|配合|参与|支持/.test(match.groups!['verb']!) ? '配合' : '负责';
    const span = { start: names.start, end: match.index + match[0].length };
    yield { span, content: `${names.text}${verb}`, basis: 'duty', collectives: true };
  }
  for (const match of text.matchAll(OFFICE_OF)) {
    const from = Math.max(0, match.index - LONGEST);
    const clause = /[^。；;：:\n，,]*$/.exec(text.slice(from, match.index))![0];
    const lead = /^(?:[^、]{0,12}?(?:明确|确定|指定|其中|以))?\s*/.exec(clause)![0];
    const names = clause.slice(lead.length);
    if (!isListOfBodies(names, { departments: false })) continue;
    const span = { start: match.index - names.length, end: match.index + match[0].length };
    const content = `${match.groups!['role']!}：${names}`;
    yield { span, content, basis: 'assignment', collectives: false };
  }
}

/** 请联系县民政局办理, 请到…, 请报…: the reader is asked. */
const FOR_ANYONE =
  /^(?:联系|咨询|拨打|前往|登录|关注|参阅|参照|通过|致电|转|送|交|报|到|找|看|查|问|帮|以|自|您|你|有关人员)/;

/** 请各责任单位逐条认领, 请各牵头单位于4月10日前报送; not 请各单位认真贯彻执行. */
const FOR_EACH = /^(?:逐|[于在][^，,。；;]{2,9}前|每)/;

/** 「请市科技局、市农业农村局等部门在2027年2月底前完成」: a letter asks bodies to do something. */
export function* findRequests(text: string): Generator<FoundPhrase> {
  for (const match of text.matchAll(/(?<=^|[，,。；;：:、\n\s）)”》现特并故]|\d[.．])请/g)) {
    const start = match.index + 1;
    const window = /^[^。；;：:\n“”《》]*/.exec(text.slice(start, start + LONGEST))![0];
    const names = listAtStart(window, { departments: true });
    if (names === null || names === window || FOR_ANYONE.test(names)) continue;
    const end = start + names.length;
    yield {
      span: { start: match.index, end },
      content: names,
      basis: 'duty',
      collectives: false,
      everybody: FOR_EACH.test(text.slice(end, end + 12)),
      anyName: true,
    };
  }
}
