import type { AskedAttribute, QuestionForm } from './question-reading.ts';

const UNIT_NOUN = '(?:部门|单位|机构|局|委|委办局|厅|处室|主体|区|县|街道|主管|家|方|责任人|责任方)';

/** 「差在哪」「有什么变化」「分别由谁」: two sides are put beside each other. */
const COMPARE =
  /(?:有|是)?(?:什么|哪些|何|啥)?(?:不同|区别|差异|差别|出入|异同)|差在哪|差(?:几|多少|了|哪)|不一样|有(?:什么|哪些|何|啥|没有)?变化|变化(?:是|在|有|大)|对比|相比|比较(?:一下)?|变没变|有没有变|怎么变|(?:一样|相同|一致)吗/;
/** 「银保监局是牵头还是配合」 「是什么角色」 */
const ASKS_ROLE =
  /(?:牵头|主责|负责|配合|参与)还是(?:牵头|主责|负责|配合|参与|协助)|(?:什么|啥|哪种|何种)角色|角色是/;
const EACH = /分别|各(?:是|要|有|由|自|为|怎|几|多少|归)|各自/;
const YES_NO =
  /是不是|是否|吗[？。，]?$|吗[，？]|(?<![什怎那这多要])么[？。]?$|对不对|要不要|需不需要|用不用|会不会|算不算|该不该|有没有(?=参与|牵头|责任|份|负责|参加|配合|承担)|有份/;
const EXISTS =
  /有没有(?:提到|提及|关于|涉及|规定|要求|说到?|写到?|安排|相关|明确|针对)|(?:提到|提及|涉及|规定|说到?|写到?|讲到?|包括|明确)(?:了|过)?(?:没有|没|吗)|是否(?:提到|提及|涉及|规定|明确|有|包括)|存不存在/;
const WHO = new RegExp(
  `谁|(?:部门|单位)(?:一起|一块儿?|共同|来|去|要)*(?:管|负责|牵头)|(?:由|归|让|靠)(?:哪些|哪家|哪个|什么)(?:企业|公司|集团)|(?:牵头|配合|帮忙|协助|责任|负责|参与)(?:和|、|及|跟|与|还有)(?:牵头|配合|帮忙|协助|责任|负责|参与)的?(?:单位|部门|机构)?(?:都|各|全)?(?:是|有|给|列|要|$)|哪(?:些|个|几个|几|一|两|二|三|四|五)?(?:个|家|级)?(?:政府|市级|市直|主管|责任|牵头|配合|负责|参与)*${UNIT_NOUN}|哪[几两二三四五一]?家|归(?:哪|什么|谁|[^，。？]{0,6}(?:管|负责|抓|建|办))|(?:责任|牵头|配合|主责|协办|协同|参与|负责|主办|主管|实施|承办)(?:的)?(?:单位|部门|方(?![案式法面针向])|机构|主体)|(?:什么|啥)(?:部门|单位|机构)|牵头的?(?:是|有)(?:哪|谁)|(?:部门|单位|责任|任务)?分工(?:是|如何|怎么|怎样|$)|怎么分工|如何分工|负责部门`,
);
const TASK_NOUN = '(?:重点)?(?:任务|条款|工作|职责|专项|措施|事项|行动|举措|保障措施)';
const LIST_TASKS = new RegExp(
  `(?:哪些|哪几|哪|几|多少|什么|啥|全部|所有)(?:个|项|条|件|样|块|方面)?(?:的)?(?:具体|主要|重点|相关|主要的)*${TASK_NOUN}|${TASK_NOUN}(?:都|分别|一共|总共|具体)*(?:有|是|包括|包含|为)?(?:哪些|什么|哪几|几|多少|啥)|(?:哪|几|多少)(?:几)?[项条件]|列[出举一全]|(?:干|做|办|搞|负责|承担|牵头|配合|参与|参加|领|分到?|落实|管)(?:的|了|着|到)?(?:的是|是)?(?:些)?(?:什么|啥|哪些|哪几)|哪些事|什么事|哪些活|(?:哪些|什么|哪几)方面`,
);
/** A unit, a word for tasks and a question word anywhere: 「由市公安局牵头的任务，计划里有哪几个」. */
const LIST_LOOSELY = /任务|条款|职责|事项|工作|活|差事|专项|参与|参加|配合|牵头|负责|承担/;
const ASKS_WHICH = new RegExp(`(?:哪些|哪几[个项条]?|什么|多少|几[个项条])(?!${UNIT_NOUN})|列|全部`);
const COUNT_TASKS = new RegExp(
  `(?:几|多少)(?:个|项|条|件)(?:的)?(?:具体|主要|重点)*${TASK_NOUN}|${TASK_NOUN}(?:都|一共|总共|共)?(?:有|是)?(?:几|多少)(?:个|项|条|件)?|(?:一共|总共|共)(?:有|牵头|负责|参与|配合)?(?:了)?(?:几|多少)[项条]`,
);
const NUMBER =
  /多少|(?<!哪)几(?=[个家项条户所路台辆处座套类种批次名人万亿千百年倍兆点块方成])|多[大高快长宽]|百分之几|(?:目标|标准|指标|比例|规模|占比|数量|总量|数值|带宽|速率|面积|上限|下限|门槛)(?:值)?(?:是|为|定)(?:什么|啥|几|在)/;
const MENTION = /提到|提及|出现|写到|讲到|说到|含有|包含|涉及|带有|谈到/;

/** Reads the main form; what is a unit question and what a task list is settled with the units found. */
export function readForm(
  text: string,
  hints: { hasUnits: boolean; groups: number; years: number },
): QuestionForm {
  const asksWho = WHO.test(text);
  if (COMPARE.test(text)) return 'compare';
  if (EACH.test(text) && (hints.groups >= 2 || (hints.groups === 0 && hints.years >= 2))) return 'compare';
  if (hints.groups >= 2) return 'compare';
  if (EACH.test(text) && /前后|两[份个版次]|新旧/.test(text)) return 'compare';
  if (hints.hasUnits && ASKS_ROLE.test(text)) return 'yes-no';
  if (EXISTS.test(text) && !hints.hasUnits) return 'exists';
  if (YES_NO.test(text)) return 'yes-no';
  if (/吧[？。]?$|吧[？，]/.test(text) && (hints.hasUnits || /牵头|配合|负责|是/.test(text))) return 'yes-no';
  if (hints.hasUnits && COUNT_TASKS.test(text)) return 'how-many';
  if (hints.hasUnits && LIST_TASKS.test(text)) return 'list';
  if (hints.hasUnits && LIST_LOOSELY.test(text) && ASKS_WHICH.test(text)) return 'list';
  if (COUNT_TASKS.test(text)) return 'how-many';
  if (asksWho) return 'who';
  if (NUMBER.test(text)) return 'number';
  if (LIST_TASKS.test(text)) return 'list';
  return 'what';
}

export function asksForUnits(text: string): boolean {
  return WHO.test(text) || /(?:跟|和|与|同)(?:谁|哪)|还有(?:谁|哪些|哪几家)/.test(text);
}

export function asksForNumber(text: string): boolean {
  return NUMBER.test(text);
}

export function asksForMentions(text: string): boolean {
  return MENTION.test(text) && /哪|几|多少|列|所有|全部/.test(text);
}

const PERSON =
  '(?:主任|局长|市长|书记|负责人|联系人|院长|校长|厅长|处长|区长|县长|省长|部长|组长|董事长|总经理|经办人|法人|领导|理事长|会长|所长|司长)';

/** Kinds of fact, first match counts. */
const ATTRIBUTES: readonly (readonly [AskedAttribute, RegExp])[] = [
  [
    'everyday',
    /天气|气温|下雨|股价|股票|彩票|笑话|(?:写|作)(?:一)?[首篇段个].{0,6}(?:诗|作文|小说|文章|代码|歌)|翻译|几点了|星期几|菜谱|电影|唱歌|编程|比分|世界杯|汇率|油价|房价|星座|减肥/,
  ],
  [
    'opinion',
    /你(?:个人)?(?:觉得|认为|怎么看|的看法|的意见|的观点|支持|喜欢|推荐)|怎么(?:看待|评价)|如何(?:看待|评价)|好不好|值(?:不值)?得|靠谱|合理吗|合不合理|哪个(?:更好|最好|更|最)(?:好|强|厉害|重要|有前途)|有没有(?:用|必要|意义|前途)|能不能成|前景|看法|建议我|该不该|会不会成功|有前途/,
  ],
  [
    'contact',
    /电话|座机|联系方式|联系人|手机号|传真|邮箱|邮编|微信号|公众号|网址|官网|怎么联系|如何联系|联系谁/,
  ],
  [
    'person',
    new RegExp(
      `${PERSON}(?:现在|目前|具体)?(?:是|叫|姓|为|由)?(?:谁|哪位|哪个|什么名字|啥名字?|名字|姓名|姓什么|姓啥|叫什么|叫啥)|(?:谁是|谁担任|谁当|谁任).{0,12}${PERSON}|${PERSON}的?(?:姓名|名字)|叫什么名字`,
    ),
  ],
  [
    'procedure',
    /(?:需要|要|提交|准备|带|交|提供).{0,4}(?:什么|哪些|啥).{0,4}(?:材料|手续|证件|资料|证明|文件)|怎么(?:去)?(?:申请|申报|办理|报名|办|领取?|申领|注册|交|报)(?!设)|如何(?:去)?(?:申请|申报|办理|报名|领取|申领|注册)|(?:申报|申请|办理|报名|领取|认定)(?:的)?(?:流程|条件|程序|步骤|手续|方式|材料|入口|地点|时间)|流程(?:是|怎)|哪(?:里|儿)(?:申请|办理|申报|领|报名)|到哪(?:里|儿|个窗口|个部门)?(?:去)?(?:办理?|申请|交|领)|窗口/,
  ],
  ['address', /地址|办公地点|在什么路|几楼|门牌|怎么走|坐落(?:在|于)/],
  [
    'money',
    /多少钱|(?:多少|几)(?:个)?(?:百|千|万|亿|百万|千万)*(?:元|块钱|块)|几个?亿|多少个?亿(?!次)|(?:补贴|补助|资金|投资|预算|经费|奖励|奖金|费用|价格|造价|金额|拨款|投入|罚款|工资|待遇)(?:总?额|标准|额度|金额)?[^，。？]{0,6}(?:多少|几|多大)|(?:多少|几)(?:补贴|补助|资金|投资|预算|经费|奖励|奖金|费用|投入)|花(?:了|费)?多少|(?:补贴|补助|奖励|收费|资助)(?:标准|金额|额度)(?:是|为|有|定)*(?:多少|什么|几|多大|[？。]|$)/,
  ],
  [
    'percentage',
    /百分之(?:几|多少)|多少(?:个)?(?:%|％|百分点)|(?:比例|占比|比重|[^效速功频汇税]率)[^，。？]{0,10}(?:多少|几)/,
  ],
  [
    'area',
    /多少(?:亩|平方公里|平方米|公顷|平米|平方)|占地(?:面积)?|面积[^，。？]{0,8}(?:多少|多大)|多大面积/,
  ],
  [
    'date',
    /什么时候|何时|哪(?:一)?年|哪(?:个)?月|几月|几号|时间(?:节点|表|要求|安排)|期限|截止|多久|多长时间|啥时候|什么时间|哪天|有效期|何年/,
  ],
  ['reason', /为什么|为何|为啥|什么原因|原因是|凭什么/],
  ['measure', /多[高快长宽]|(?:带宽|速率|速度|距离|长度|高度|容量|功率)[^，。？]{0,8}(?:多少|几)/],
  ['count', /多少|(?<!哪)几(?=[个家项条户所路台辆处座套类种批次名人万亿千百倍])/],
];

/** 「总投资是多少亿元」 → money; null where the words do not tell. */
export function readAttribute(text: string): AskedAttribute | null {
  return ATTRIBUTES.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

const COUNTED =
  /(?:多少|(?<!哪)几)(?<unit>(?:百|千|万|亿)*(?:人次|人天|千瓦时|个月|个工作日|个小时|个百分点|元|个|家|项|条|户|所|路|台|辆|处|座|套|类|种|批|次|名|人|倍|兆|吉|亩|公里|平方公里|平方米|公顷|吨|千瓦|部|张|件|篇|只|点|区|市|县|年|天|月|小时|分钟|岁|位|层|%|％)?)(?:的)?(?<noun>[\p{Script=Han}A-Za-z0-9“”]{0,14})/u;

/** 「建成多少个5G基站」 → 个, 5G基站. */
export function readFigure(text: string): { unit: string; noun: string } {
  const match = COUNTED.exec(text);
  const noun = (match?.groups?.['noun'] ?? '').replace(/(?:才|来|呢|呀|啊|吗|了|的|以上|左右)+.*$/u, '');
  return { unit: match?.groups?.['unit'] ?? '', noun };
}
