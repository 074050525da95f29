/** What a figure measures, told by its measure and by the words that ask for it. */
export type FigureKind =
  | 'money'
  | 'share'
  | 'area'
  | 'length'
  | 'age'
  | 'frequency'
  | 'duration'
  | 'day'
  | 'clock'
  | 'count';

/** The figure that a question asks for; plain JSON, kept with the turn. */
export interface AskedFigure {
  /** Null where the words do not tell: 标准是多少. */
  readonly kind: FigureKind | null;
  /** The measure beside 多少 or 几, without 百, 千, 万, 亿: 元, 个, 路; empty where none stands there. */
  readonly measure: string;
  /** 最多, 最长 want the upper bound, 最少, 至少 the lower one. */
  readonly side: 'most' | 'least' | null;
  /** 哪年: a year alone answers. */
  readonly ofYear: boolean;
  /** 目标: what is to be reached. */
  readonly isTarget: boolean;
  /** 新建 is what comes in addition, 达到 and 一共 what there is then. */
  readonly flow: 'new' | 'total' | null;
  /** 一个月, 每年: for how long one such figure holds. */
  readonly per: string | null;
  /** Money that one pays, gets or is fined. */
  readonly money: MoneyFlow | null;
  /** The question without the words that ask: what the figure is of, and for whom. */
  readonly about: string;
  /** What an elliptic message says the figure is for: 其他人呢？; empty elsewhere. */
  readonly case: string;
}

export type MoneyFlow = 'fine' | 'grant' | 'payment';

/** Question words by the kind that they ask for, in the order in which they are tried; a closed class of the language. */
const KINDS: readonly (readonly [FigureKind, RegExp])[] = [
  [
    'frequency',
    /(?:几|多少)(?:次|回|趟)|(?:多久|多长时间|几[天年个]?(?:月|周)?)[^，。？]{0,8}一[次回趟]|隔(?:多久|几[天年个])|频[率次]/u,
  ],
  ['clock', /几点(?!要求|意见|建议|措施|内容|经验)|(?:什么|哪个)时段/u],
  [
    'share',
    /百分之(?:几|多少)|几成|几折|(?:几|多少)个?(?:百分点|点(?=[，。？]|$)|%|％)|(?:比例|比重|占比|(?<![效频功汇税速])率)[^，。？]{0,10}(?:多少|几|多高)|(?:几|多少)倍|占(?!地|用)[^，。？]{1,14}(?:多少|几)/u,
  ],
  ['age', /(?:几|多少)(?:周)?岁|多大(?:年纪|岁数|年龄)|年龄[^，。？]{0,6}(?:多少|多大|几)/u],
  [
    'duration',
    /多久|多长时间|(?:多少|(?<![哪这那第])几)(?:个)?(?:工作日|自然日|天|年(?!级|[几月度])|个?小时|分钟|个月|周|星期|学期|日(?=[内完办答]))|(?:期限|时限|年限|有效期)[^，。？]{0,4}(?:是|为|有)?(?:多少|多长|几)/u,
  ],
  [
    'day',
    /什么时[候间]|啥时候?|何时|何年|哪[一]?[天年日月]|几月|几号|几日|时间(?:节点|表|要求|安排)?(?:是|为|到|定)|截止|期限|时限|有效期|最[晚迟]/u,
  ],
  [
    'money',
    /(?:多少|几)[百千万亿]*(?:钱|元|块)|钱[^，。？]{0,4}(?:多少|几)|几个?亿(?!次)|(?:补贴|补助|资金|投资|预算|经费|奖励|奖金|费用?|价格?|价钱|造价|金额|拨款|罚款|罚金|工资|待遇|津贴|保证金|租金|限额)(?:总?额|标准|额度|金额)?[^，。？]{0,6}(?:多少|几(?!个|年|次)|多大)|(?:多少|几)(?:补贴|补助|资金|投资|预算|经费|奖励|奖金|费用|罚款)|[罚奖补贴交缴收花付领给拿发报](?:款|励|贴|助|费|放|销|到|得|取|了|纳)*的?(?:标准)?(?:是)?(?:多少|几)(?:[百千万亿]*(?:钱|元|块))?(?![个名家项条种类天日年月人次路座处台])/u,
  ],
  ['area', /(?:多少|几)(?:亩|平方公里|平方米|公顷|平米?)|多大面积|面积[^，。？]{0,8}(?:多少|多大)/u],
  ['length', /(?:多少|几)(?:公里|千米|里|米|厘米)|多[远高宽长](?!时间)|距离[^，。？]{0,6}(?:多少|多远)/u],
  [
    'count',
    /(?:多少|(?<![哪这那好第])几)(?:[百千万亿]*)(?:个|家|项|条|户|所|路|台|辆|处|座|套|类|种|批|名|人|位|件|张|间|床|支|只|场|期|级|层|吨|兆|吉|部|区|县|市|部门|单位)/u,
  ],
];

const MEASURE =
  /(?:多少|(?<!哪)几)[百千万亿]{0,3}(?<measure>人次|千瓦时|个月|个?工作日|个?小时|个?百分点|平方公里|平方米|公里|公顷|千瓦|分钟|[元块个家项条户所路台辆处座套类种批次名人倍兆吉亩吨部张件篇只点区市县年天月岁位层间床支场期级%％])/u;
const MOST = /最多|最高|最长|最大|至多|上限|封顶|不超过|最[晚迟]/u;
const LEAST = /最少|最低|最短|最小|至少|起码|下限|不低于|不少于|门槛|起步/u;
const NEW = /新建|新增|增加|再建|新设|扩建/u;
const TOTAL = /总数|总量|总规模|累计|一共|总共|合计|达到|总计/u;
const PER =
  /(?:每|一)个?(?<unit>年度?|季度?|月|周|星期|天|日|学期|人|户|家|台|辆|亩|吨)(?!起|共|般|定|旦|些|直)|每(?<each>次|平方?米)/u;
/** Directions of money, by the words that ask and those that state; closed. */
export const MONEY_FLOWS: Readonly<Record<MoneyFlow, { readonly asked: RegExp; readonly stated: RegExp }>> = {
  fine: { asked: /罚/u, stated: /罚|处以?\d[^，。]{0,12}元/u },
  grant: {
    asked: /奖(?!项)|补(?!缴|交)|领|资助|贴/u,
    stated: /奖|补(?!缴|交)|资助|支持|给予|发放|津贴|待遇|限额|支付/u,
  },
  payment: { asked: /交|缴|付(?!标准)|收费|花|费(?:用)?(?:是|要)?多少/u, stated: /交|缴|收|费|价|付|租/u },
};

/** Things that are counted are no money and no share. */
const COUNTER = /^[个家项条户所路台辆处座套类种批次名人部张件篇只点区市县]$/u;

/** 补助 of 补助多少; nothing of 多久开一次. */
function withoutQuestion(asking: string): string {
  const at = asking.search(/[多几何哪啥隔什]|百分之/u);
  return `${asking.slice(0, Math.max(0, at))} `;
}

/** The answer must be an amount: no share of something. */
const SAYS_MONEY = /(?:多少|几)[百千万亿]*(?:钱|元|块)/u;

/** 「学生一年交多少」 → money, a year, paid. Null where no figure and no time is asked for. */
export function readAskedFigure(text: string): AskedFigure | null {
  const measure = MEASURE.exec(text)?.groups?.['measure'] ?? '';
  const isCounted = COUNTER.test(measure);
  const [kind, pattern] = KINDS.find(
    ([own, words]) => words.test(text) && !(isCounted && (own === 'money' || own === 'share')),
  ) ?? [null, ANY];
  if (!pattern.test(text)) return null;
  const per = PER.exec(text)?.groups;
  const money = (Object.keys(MONEY_FLOWS) as MoneyFlow[]).find((flow) => MONEY_FLOWS[flow].asked.test(text));
  return {
    kind,
    measure: kind === 'money' && SAYS_MONEY.test(text) ? '元' : measure,
    side: MOST.test(text) ? 'most' : LEAST.test(text) ? 'least' : null,
    ofYear: /[哪何]一?年/u.test(text),
    isTarget: /目标/u.test(text),
    flow: NEW.test(text) ? 'new' : TOTAL.test(text) ? 'total' : null,
    per: (per?.['unit'] ?? per?.['each'])?.replace(/度$/u, '') ?? null,
    money: money ?? null,
    about: text.replace(pattern, withoutQuestion).replace(PER, ' ').trim(),
    case: '',
  };
}

/** A figure of any kind. */
const ANY =
  /多少|(?<![哪这那好])几(?=[个家项条户所路台辆处座套类种批次名人万亿千百年倍兆块方成])|多[大高快长宽]|(?:目标|标准|指标|规模|数量|总量|数值|带宽|速率|上限|下限|门槛|额度|限额)(?:值)?(?:是|为|定)(?:什么|啥|几|在)|(?:规模|总量|数量|产值|金额|比例|占比|面积|人数|限额|额度)(?:目标|指标|标准)?[？。]?$/u;
