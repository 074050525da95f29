import type { TextSpan } from '../../src/domain/text-span.ts';
import type { Quantity } from '../../src/language/quantities/index.ts';

/** What a figure measures, for whom or which case, and for each of what; as printed. */
export interface Measured {
  readonly of: string | null;
  readonly for: string | null;
  readonly per: string | null;
}

const LONGEST = 40;
const LONGEST_JOIN = 16;
/** How far before a figure its subject is looked for. */
const REACH = 160;

/** 「一、」, 「（二）」, 「3.」 at the beginning. */
export const HEADING_NUMBER =
  /^\s{0,8}(?:[一二三四五六七八九十百]{1,4}[、.．]|[（(][\d一二三四五六七八九十]{1,3}[）)]|\d{1,3}[、.．](?!\d)|第[一二三四五六七八九十百零]{1,5}条)\s{0,8}/u;

/** Words right before a figure that only join it to what it measures. */
const JOINS =
  /(?:(?:分别|累计|总数|合计|共计|共|一共|全部|力争|争取|确保|均|都|已|将|可|应当?|要|需|须|再|另|各|总计|年均|平均|至|到|为|是|按照?|以|在|有|达到?|提高到|提高至|提升到|提升至|增长到|增加到|增至|升至|降至|降低到|下降到|下降至|压减到|压缩至|压缩到|缩短至|缩短到|扩大到|扩大至|调整为|调整到|设为|定为|保持在|保持|控制在|稳定在|维持在|发放|给予|予以|支付|收取|缴纳|处以?|并处|罚款|最高|最低|最长|最多|不超过|提高|提升|增长|增加|下降|降低|减少|压减|一次性|不|了|的|约|其中)\s*)+$/u;
/** Verbs that open a stretch: what stands behind them is measured. */
const OPENS =
  /^(?:(?:力争|争取|确保|到期末|届时|全市|全省|全县|全区|全国|本市|我市|本省|本区|本县|各区|计划|预计|其中|同时|并|且|也|还|再|将|要|应当?|须|可|继续|加快|推动|推进|支持|鼓励|引导|组织|开展|实施|完成|新增|新建|改建|扩建|建成|建设|培育|打造|引进|认定|改造|整治|治理|实现|达到|形成|设立|创建|推广|安排|投入|培训|新改建|建立|布局|配备|配置|投放|提供|落实|聚集|集聚|招引|发展|壮大|扶持|评选|选拔|举办|制定|制订|修订|发布|降低|提高|提升|减少|压减|增加|增设|设置|购置|采购|使|让|把|将)\s*)+/u;
const PER_BEFORE =
  /(?<per>(?:每(?:一)?(?:个工作日|平方米|立方米|公里|季度|学期|学年|人次|车次|[\u4e00-\u9fff]{1,4}?))+)$/u;
/** 每半年 of 每半年召开, 每两年 of 每两年修订. */
const PER_TIME = /^每(?:[一两二三四五六\d]*个?)?(?:年度?|半年|季度?|月|周|星期|旬|天|日|学期|学年)/u;
/** 「对新认定的孵化器给予…」 */
const FOR =
  /(?:^|[，,、；;])?(?:对于|对|给|凡)(?<whom>[^，。；：]{2,40}?)(?:，|,|的，|给予|予以|按照?|每|一次性|处|并处|发放|补助|补贴|奖励|最高|分别|收取|资助|安排)/u;
/** Persons and bodies that money goes to stand right before it: 在校学生210元. */
const RECIPIENT =
  /(?:人员|学生|儿童|老人|老年人|居民|村民|职工|家庭|企业|单位|机构|者|对象|项目|户|孵化器|平台|基地|学校|幼儿园|院|个人|团队|人才|教师|医生|干部|成员|家|车|车辆|人|组织|园区|示范区|以上的|以下的|级|等奖|一等|二等|三等|A级)$/u;
const MONEY = /元$/u;
/** 「在重点公共区域新建10万个接入点」: the verb right before a figure has its object behind it. */
const ACTS =
  /(?:新建|新增|建成|建设|培育|打造|引进|完成|改造|实施|设置|设立|布局|认定|创建|推出|形成|推广|举办|组织|开展|选派|培训|聚焦|遴选|推进|成立|发布|制定)(?:了|不少于|等)?$|等$/u;
/** 「滨海新区建成解析能力不低于3000路」: what is made stands behind the verb. */
const MADE =
  /^[\u4e00-\u9fff]{1,20}(?:建成|新建|新增|培育|打造|引进|达到|集聚)(?=[\u4e00-\u9fffA-Za-z\d]{2})/u;
/** What stands behind a figure and is measured: 100个公园, 3000元补贴. */
const BEHIND =
  /^(?:的)?(?<noun>[\u4e00-\u9fffA-Za-z、]{2,28}?)(?=[，。；：,;（(\n]|$|以上|以下|以内|、(?:\d|$)|和|及(?!其)|给予|予以|处以|完成|建成|纳入)/u;
const NO_NOUN =
  /^(?:以上|以下|以内|之内|左右|内|前|后|的|至|到|起|不等|完成|建成|办结|作出|向|进行|予以|开展|实现|达到|由|在|可|并|且|不得|应当|方可|提交|报告|报送|申请|反馈|未|以)/u;

export function readMeasured(
  text: string,
  sentence: TextSpan,
  last: Quantity | null,
  quantity: Quantity,
  next: Quantity | null,
): Measured {
  const from = Math.max(sentence.start, last?.end ?? 0, quantity.start - REACH);
  const context = text.slice(from, quantity.start);
  const stretch = context.split(/[，,。；;：:\n]/u).at(-1)!;
  const { per, rest } = cutPer(stretch);
  const own = trimmed(rest);
  const behind = nounBehind(
    text.slice(quantity.end, Math.min(sentence.end, next?.start ?? sentence.end, quantity.end + 24)),
  );
  const isMoney = MONEY.test(quantity.unit);
  const whom = !isMoney
    ? null
    : (FOR.exec(text.slice(Math.max(sentence.start, quantity.start - REACH), quantity.start))?.groups?.[
        'whom'
      ] ?? null);
  const head = () => headOf(text, sentence, quantity.start);
  if (isMoney) {
    const isRecipient = own !== null && RECIPIENT.test(own) && !/^对/u.test(own);
    const of = isRecipient || own === null || /^(?:对|给|凡)/u.test(own) ? (behind ?? head()) : own;
    return { of: of === null ? null : cut(of), for: isRecipient ? cut(own) : whom && cut(whom), per };
  }
  const isActedOn = ACTS.test(rest) && behind !== null;
  const of = isActedOn ? behind : (own ?? behind ?? previousSubject(context) ?? head());
  return { of: of === null ? null : cut(of), for: null, per };
}

function cutPer(stretch: string): { readonly per: string | null; readonly rest: string } {
  const bare = withoutJoins(stretch);
  const match = PER_BEFORE.exec(bare.slice(-24)) ?? PER_BEFORE.exec(stretch.slice(-24));
  if (!match) return { per: null, rest: stretch };
  const per = match.groups!['per']!;
  return { per: PER_TIME.exec(per)?.[0] ?? per, rest: stretch.slice(0, stretch.lastIndexOf(per)) };
}

/** Without the words at its end that only join it to the figure. */
function withoutJoins(stretch: string): string {
  const tail = stretch.slice(-LONGEST_JOIN);
  const match = JOINS.exec(tail);
  return match ? stretch.slice(0, stretch.length - tail.length + match.index) : stretch;
}

/** A stretch without the words that open and join it; null where nothing is left. */
function trimmed(stretch: string): string | null {
  const opened = withoutJoins(stretch)
    .replace(HEADING_NUMBER, '')
    .replace(/[“”"]/gu, '')
    .replace(/^.*(?:年底前|月底前|年底|年内|月底|日前|日起|年，|期间|\d年|年末)/u, '')
    .replace(/^(?:\d{1,2}月)?\d{1,2}日?(?:至|到|[-—–~～])+(?:\d{1,2}月)?\d{1,2}日/u, '')
    .replace(/^[\s、（(）)\d.]+/u, '')
    .replace(OPENS, '')
    .replace(MADE, '');
  const rest = withoutJoins(opened)
    .replace(/[（(][^（）()]{1,12}[）)]$/u, '')
    .replace(/(?:比例|数量|规模|总数|人数)?(?:不|均)$/u, (whole) => whole.replace(/[不均]$/u, ''))
    .trim();
  return rest.length >= 2 && /[\u4e00-\u9fffA-Za-z]{2}/u.test(rest)
    ? rest
        .split(/[、（()）]/u)
        .at(-1)!
        .trim() || null
    : null;
}

function nounBehind(behind: string): string | null {
  if (NO_NOUN.test(behind)) return null;
  const noun = BEHIND.exec(behind)?.groups?.['noun'];
  if (noun === undefined) return null;
  // 「具有较大知名度的赛事」: what the description belongs to.
  const head = noun.slice(noun.lastIndexOf('的') + 1);
  return head.length >= 2 ? head : noun;
}

/** 「…解析能力，达到3000路」: the stretch before, where it holds no figure. */
function previousSubject(context: string): string | null {
  const stretches = context.split(/[，,；;]/u);
  const previous = stretches.at(-2);
  if (previous === undefined || /[。：]/u.test(stretches.at(-1)!)) return null;
  const subject = trimmed(previous.split(/[。：:\n]/u).at(-1)!);
  return subject !== null && subject.length <= 24 ? subject : null;
}

/** 「补贴标准：在校学生210元，其他人员260元」: what stands before the colon. */
function headOf(text: string, { start }: TextSpan, at: number): string | null {
  const before = text.slice(Math.max(start, at - REACH), at);
  const colon = before.search(/[：:]/u);
  if (colon < 0) return null;
  return trimmed(
    before
      .slice(0, colon)
      .split(/[，,。；;]/u)
      .at(-1)!
      .replace(/(?:如下|为|是)$/u, ''),
  );
}

function cut(text: string): string {
  return text.length > LONGEST ? text.slice(-LONGEST) : text;
}
