/**
 * Words that decide how strongly, how widely or whether at all something holds. A statement that has a word of a class which
 * the clause lacks at that place says more than the clause (`mayAdd` false); one that loses such a word makes a trial general
 * or a wish a duty (`mayDrop` false).
 */
export interface ForceClass {
  readonly name: string;
  readonly words: RegExp;
  readonly mayAdd: boolean;
  readonly mayDrop: boolean;
  /** One word of the class does not stand for another: 全面 is not 所有. */
  readonly isLiteral?: boolean;
}

const NEGATION = new RegExp(
  [
    '不得|不准|不许|不允许|不应|不能|不可(?!或缺)|不再|不予|不需|不必|不宜|不含|不包括|不属于|不承担|不收取?|不给予|不适用|不实行|不纳入|不列入|不影响|不用',
    '不超过|不低于|不少于|不高于|不大于|不小于|不多于',
    '严禁|禁止|无需|无须|未(?!来)|没有|并非|不是|除外|取消|停止|暂停|杜绝',
    '(?<![毫从绝并且而])不(?![低少高大小超多足断仅同动限良但久便平衡景凡可论只管含再予得准许应能需必宜属承收给适实纳列影用])(?=\\p{Script=Han})',
  ].join('|'),
  'u',
);

export const FORCE_CLASSES: readonly ForceClass[] = [
  { name: 'negation', words: NEGATION, mayAdd: false, mayDrop: false },
  {
    name: 'must',
    words:
      /必须|应当|应该|务必|须(?!知)|(?<![响适对反供相效回答呼])应(?![用急对答聘届变力激收付])|一定要|强制/u,
    mayAdd: false,
    mayDrop: true,
  },
  {
    name: 'may',
    words:
      /可以|准许|(?<!不)允许|(?<![认许不方才])可(?=由|向|按|在|以(?!上|下|内|外)|给予|申请|享受|予以|免|获|适当|根据|通过|采取|采用|依法|自行|选择|先|单独|直接|不|将|作为|与|同时|参照|结合|延长|使用|办理|领取|参加|进入|提前|继续|凭|到|从|向)/u,
    mayAdd: false,
    mayDrop: false,
  },
  { name: 'encourage', words: /鼓励|倡导|提倡|引导|支持|探索|推荐/u, mayAdd: false, mayDrop: false },
  {
    name: 'effort',
    words:
      /力争|争取|努力|尽量|尽可能|原则上|逐步|适时|稳妥|有条件|视情|一般|基本(?!公共|养老|医疗|农田|原则|单元|生活|药物|建设|制度)/u,
    mayAdd: false,
    mayDrop: false,
  },
  { name: 'pilot', words: /试点|试行|先行先试|试运行/u, mayAdd: false, mayDrop: false },
  {
    name: 'part',
    words: /部分(?!门)|重点(?=区域|领域|行业|企业|单位|地区|部位|路段|人群|场所|园区|街)/u,
    mayAdd: true,
    mayDrop: false,
  },
  { name: 'or', words: /或(?!许|是否|多或少)/u, mayAdd: false, mayDrop: false },
  {
    name: 'each',
    words:
      /各(?=[^，。]{0,4}\d)|(?<!公)共(?=[^，。]{0,4}\d)|各(?=建|新|设|配|明确|制|至少|有|安排|打造|培育)|分别|每(?=个|家|县|区|镇|乡|村|处|人|户|辆|座|条|项|张|展位|列|标准箱|吨|亩)/u,
    mayAdd: false,
    mayDrop: false,
    isLiteral: true,
  },
  { name: 'rank', words: /(?<=[级类等档岁龄])以[上下]/u, mayAdd: false, mayDrop: false, isLiteral: true },
  { name: 'priority', words: /优先/u, mayAdd: false, mayDrop: false },
  {
    name: 'all',
    words:
      /全面|全部|所有|一律|都(?!市|是)|均(?!衡|等)|全覆盖|普遍|任何|全体|全市(?:范围|所有|各)|各类(?=\p{Script=Han})|无一例外|每(?:个|家|户|所|天|日)|全年|随时|永久|长期|必定/u,
    mayAdd: false,
    mayDrop: true,
    isLiteral: true,
  },
  {
    name: 'only',
    words: /仅(?!仅)|只(?=有|能|限|由|在|需|要|对|适)|唯一|单独|仍/u,
    mayAdd: false,
    mayDrop: false,
    isLiteral: true,
  },
  {
    name: 'unless',
    words: /除.{1,20}外|除外|以外|之外|但(?:书|是)?(?=.{0,12}(?:除外|另有))|另有规定|特殊情况|确需|紧急情况/u,
    mayAdd: false,
    mayDrop: false,
  },
  // What has happened, in which order, and what is summed up is for the clause to say.
  {
    name: 'done',
    words: /已经|业已|现已|均已|已(?=[\p{Script=Han}]{2})(?!有|知)/u,
    mayAdd: false,
    mayDrop: true,
    isLiteral: true,
  },
  {
    name: 'order',
    words: /先(?!进|行|导|锋|期|天|试)|再(?!生|次|就业|造|制造|贷|保|加|度)|然后|随后|事后|事前|此前|之前先/u,
    mayAdd: false,
    mayDrop: true,
    isLiteral: true,
  },
  {
    name: 'sum',
    words: /总共|合计|一共|共计|累计|平均|占比|总计|总额/u,
    mayAdd: false,
    mayDrop: true,
    isLiteral: true,
  },
  {
    name: 'condition',
    words: /符合|连续|经\p{Script=Han}{2,18}(?:同意|批准|审核|审查|备案|评估|认定|授权)后?|方可|才能|前提/u,
    mayAdd: false,
    mayDrop: false,
  },
  { name: 'high', words: /高于|多于|大于|优于/u, mayAdd: false, mayDrop: true },
  { name: 'low', words: /低于|少于|小于|不足/u, mayAdd: false, mayDrop: true },
  {
    name: 'share',
    words: /[一大过]半|多数|大部分|少数|分之/u,
    mayAdd: false,
    mayDrop: true,
    isLiteral: true,
  },
  { name: 'rise', words: /增长|提高|提升|上升|增加|扩大|增强|上浮/u, mayAdd: false, mayDrop: true },
  { name: 'fall', words: /下降|降低|减少|压减|缩短|削减|下浮|减免/u, mayAdd: false, mayDrop: true },
];

/** 不低于90% is a bound, which is compared with its figure. */
const BOUND_NEGATION =
  /不(?:得)?(?:低于|少于|小于|高于|超过|大于|多于)(?=[^，。；]{0,12}(?:\d|百分之|[二两三四五六七八九十百][〇零一二三四五六七八九十百千万亿]*))/gu;

/** Whether a normalised text has a word of the class; bounds of figures are no words of force. */
export function hasForce(force: ForceClass, normal: string): boolean {
  return force.words.test(withoutBounds(normal));
}

export function withoutBounds(normal: string): string {
  return normal.replace(BOUND_NEGATION, '');
}
