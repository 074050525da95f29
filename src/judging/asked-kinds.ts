/** Kinds of fact that a question may ask for and a stretch of a clause may offer. */
export const FACT_KINDS = [
  'figure',
  'date',
  'duration',
  'body',
  'place',
  'contact',
  'list',
  'reason',
  'manner',
  'definition',
  'polarity',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Question words by the kind that they ask for; they are a closed class of the language. Several kinds may be asked at once. */
const ASKED: Readonly<Record<FactKind, RegExp>> = {
  figure:
    /多少|几(?!乎|率|何)|多大|多高|多重|多宽|多远|百分之几|(?:金额|比例|标准|数额|价格|限额|额度)(?:是|为)?什么/u,
  date: /什么时候|啥时候|何时|哪[一]?[天年日月]|几月|几号|什么时间|哪个时间|日期|时间(?:是|为)|截止|最晚|最迟/u,
  duration: /多久(?![^，。？]{0,8}一[次回])|多长时间|几[天年日个]|时限|期限|有效期/u,
  body: /谁|哪(?:[个些家]|几[个家])?(?:部门|单位|机构|机关|委|局|企业|公司|平台|组织|人)|哪位|由什么|找哪|归哪/u,
  place: /哪里|哪儿|什么地方|地点|在哪|地址|哪(?:[个些]|几个)?(?:区|县|省|市|地)/u,
  contact: /电话|热线|联系方式|网址|邮箱|网站|公众号|怎么联系/u,
  list: /哪些|哪几|几[个项种类条方大点]|什么(?!是|叫)|有啥|方面|分别/u,
  reason: /为什么|为何|为啥|原因|目的|意义|依据|怎么会/u,
  manner: /怎么|怎样|如何|咋|流程|步骤|手续|方式|途径|渠道|程序/u,
  definition: /什么是|是什么|指什么|啥是|啥叫|什么叫|含义|是指|定义|是啥/u,
  polarity:
    /吗|么[？?]?$|是否|是不是|能不能|可不可以|有没有|要不要|会不会|算不算|需不需要|用不用|行不行|该不该|可否|能否|没有[？?]?$/u,
};

/** What a stretch shows that could answer such a question. */
const OFFERED: Readonly<Record<FactKind, RegExp>> = {
  figure:
    /[\d一二两三四五六七八九十百千万亿][\d.,]*\s*(?:[个名家项条种类%％‰元万亿倍次人户座处台件所辆公平米吨度级度套批份张]|千|百|以上|以下)|百分之/u,
  date: /\d{1,4}\s*年|\d{1,2}\s*月|\d{1,2}\s*日|年底|月底|[上下]半年|季度/u,
  duration: /[\d一二两三四五六七八九十半]+\s*个?(?:工作日|自然日|日|天|年|月|小时|分钟|周|学期)/u,
  body: /(?:局|委|部|厅|办|院|会|政府|中心|公司|集团|银行|单位|部门|机构|机关|企业|学校|医院|站|所|处|组|人员|人)(?![\u4e00-\u9fff])|(?:局|委|部|厅|办公室|政府|部门|机构|单位)(?:[、，和及负组会应牵]|等)/u,
  place: /(?:省|市|区|县|镇|街道|乡|村|路|号|楼|层|广场|大厅|中心|园|站|港|机场|窗口|网点|地点|现场)/u,
  contact: /\d{3,4}[-—－]?\d{4,8}|\d{5,}|(?:www|http|\.cn|\.com|@)|热线|公众号/u,
  list: /、|；|;|[（(][一二三四五六七八九十\d][)）]|[①-⑩]|\d[.．、]/u,
  reason: /为了?|因|由于|鉴于|根据|依据|按照|旨在|目的|以便|确保|防止|避免/u,
  manner:
    /通过|采取|采用|可以?|应当?|须|要|登录|填写|提交|拨打|办理|申请|按照?|实行|实施|进行|向.{1,12}(?:申请|报告|提交)/u,
  definition: /是指|指的是|系指|所称|包括|即|为[\u4e00-\u9fff]|是/u,
  polarity: /不|无|未|禁止|严禁|除|可以?|应当?|允许|须|必须|免/u,
};

/** Kinds that the message asks for, by its question words. */
export function askedKinds(message: string): ReadonlySet<FactKind> {
  return new Set(FACT_KINDS.filter((kind) => ASKED[kind].test(message)));
}

/** Whether a stretch shows something of the kind. */
export function offersKind(stretch: string, kind: FactKind): boolean {
  return OFFERED[kind].test(stretch);
}

/** What is counted or measured: a class of measures that a question and a figure must agree on. */
export interface Measure {
  readonly asked: RegExp;
  readonly offered: RegExp;
}

const MEASURES: readonly Measure[] = [
  {
    asked:
      /(?:多少|几)[百千万亿]*(?:钱|元|块)|(?:罚|奖|补|贴|交|缴|收|花|付|领|给|发|拿|报)(?:款|励|贴|助|费)?(?:的)?(?:标准)?(?:是)?多少(?![个名家项条种类天日年月人次])|(?:金额|价格|费用|收费|价钱|罚款|补贴|补助|奖金|工资|租金|资金)(?:标准)?(?:是|要|有|为)?多少/u,
    offered:
      /\d[\d,.]*\s*[百千万亿]*(?:元|美元)|[一二三四五六七八九十百千万零〇两]+[百千万亿]*元|免费|不收|百分之|%/u,
  },
  {
    asked: /百分之几|比例|多大比重|几成|率(?:是|要|达到)?多少|打几折/u,
    offered: /%|百分之|‰|[一二三四五六七八九]成|折/u,
  },
  {
    asked:
      /(?:几|多少)(?:个)?(?:工作日|天|日|年|个?月|小时|分钟|周)|多久(?![^，。？]{0,8}一[次回])|多长时间|时限/u,
    offered: /(?:\d+|[一二三四五六七八九十两半]+)\s*(?:个)?(?:工作日|自然日|天|日|年|月|小时|分钟|周)/u,
  },
  {
    asked: /(?:几|多少)次|多久[^，。？]{0,8}一[次回]|频率|几回/u,
    offered: /次|每[年月周日季天半]|定期|一次/u,
  },
  {
    asked: /(?:几|多少)(?:个)?人|(?:几|多少)名|几位/u,
    offered: /(?:\d+|[一二三四五六七八九十百千万两]+)[余多]?(?:名|人|位)/u,
  },
  {
    asked: /多大面积|多少平|几平|多少亩|多少公顷/u,
    offered: /平方|亩|公顷|㎡/u,
  },
  { asked: /几岁|多大(?:年纪|岁数|年龄)|多少岁|年龄/u, offered: /岁|周岁|年龄/u },
  { asked: /几点|上班时间|营业时间|办公时间/u, offered: /\d{1,2}[:：]\d{2}|[上下]午|时至|时[—-]/u },
  { asked: /多少(?:米|公里|厘米)|多远|多高|多宽|几米|几公里|距离/u, offered: /米|公里|厘米/u },
];

export function askedMeasures(message: string): readonly Measure[] {
  return MEASURES.filter((measure) => measure.asked.test(message));
}

/** Share 0 … 1 of the measures asked for that a stretch shows; null where none is asked for. */
export function agreementOfMeasures(asked: readonly Measure[], stretch: string): number | null {
  if (asked.length === 0) return null;
  return asked.filter((measure) => measure.offered.test(stretch)).length / asked.length;
}
