/** What a word of a structured question does in it. */
export type WordClass =
  | 'which'
  | 'count'
  | 'measure'
  | 'task'
  | 'document'
  | 'unit'
  | 'district'
  | 'collective'
  | 'most'
  | 'least'
  | 'lead'
  | 'supporting'
  | 'involved'
  | 'joint'
  | 'several'
  | 'none'
  | 'only'
  | 'alone'
  | 'include'
  | 'pronoun'
  | 'whether'
  | 'compare'
  | 'except'
  | 'instead'
  | 'deadline'
  | 'section'
  | 'content'
  | 'order'
  | 'filler';

/** One row of the closed vocabulary: a word that says what is wanted, never what it is about. */
export interface ClosedWord {
  readonly name: WordClass;
  /** Alternatives of a regular expression. */
  readonly pattern: string;
  /** A question in which the row is found, and what of it; one in which it is not. */
  readonly example: readonly [string, string];
  readonly counterExample: string;
}

/**
 * Everything that structured questions say beside names of documents, bodies, headings, places and days. The longest word
 * at a place counts. A question with a word that stands neither here nor among the names is no structured one.
 */
export const CLOSED_WORDS: readonly ClosedWord[] = [
  {
    name: 'several',
    pattern:
      '(?:超过|多于|不只)[一1]?[个家]|(?:[两二三四五六七八九十]|\\d{1,2})[个家]?(?:及|或|和)?(?:以上|多)(?:的)?(?=单位|部门|牵头|主办|区|局|$)|不止[一1][个家]|好?几[个家](?=单位|部门)(?=.{0,4}(?:共同|一起|联合|牵头))|多[个家](?=单位|部门|局|牵头)|(?<=牵头)单位不止一[个家]',
    example: ['哪些任务由两个以上单位牵头', '两个以上'],
    counterExample: '两个单位是谁',
  },
  {
    name: 'which',
    pattern: '有没有|有无|哪些|哪几|哪一(?=[项条个件家种份])|哪|有啥|啥|什么|都有谁|谁|何',
    example: ['哪些任务要配合', '哪些'],
    counterExample: '列出任务',
  },
  {
    name: 'count',
    pattern:
      '多少|总数|数量|(?<![哪第好这那十])几(?=[个项条件家种份问款点章节类样])|加起来|合起来|一共|总共|合计|总计|共计|拢共',
    example: ['一共有多少项任务', '多少'],
    counterExample: '哪几项任务',
  },
  {
    name: 'most',
    pattern:
      '排?第[一二三四五]多|排(?:名|行)?(?:在|于)?(?:第[一二三四五1-5]|前[二三四五两1-9](?:位|名)?|首位|前列)|最多|最重|最长|居首',
    example: ['牵头最多的是谁', '最多'],
    counterExample: '至多几项',
  },
  { name: 'least', pattern: '最少', example: ['任务最少的单位', '最少'], counterExample: '至少几项' },
  {
    name: 'lead',
    pattern: '牵头|主办|主责|领头|领衔|打头|带头|挑头|抓总|挂帅',
    example: ['谁牵头', '牵头'],
    counterExample: '谁配合',
  },
  {
    name: 'supporting',
    pattern: '打配合|配合|协办|协助|协同|打下手',
    example: ['谁配合', '配合'],
    counterExample: '谁牵头',
  },
  {
    name: 'joint',
    pattern:
      '共同|一起|一同|一道|联合|同时|联手|携手|合作|合着|合力|合办|都(?=要|有|在|参与|参加|负责|涉及|承担|得|是)|两家|三家|四家',
    example: ['两家共同承担的任务', '共同'],
    counterExample: '分别承担的任务',
  },
  {
    name: 'none',
    pattern: '没有|没|不含|不涉及|不用|不需要|无需|未|不(?:归|由|让|属于|是由?)(?!是)',
    example: ['没有区政府参与的任务', '没有'],
    counterExample: '有区政府参与的任务',
  },
  {
    name: 'include',
    pattern:
      '(?:也|都|一并|一块儿?)?(?:算进去|算在内|算上|计入|算进来)|都算|[不无](?:论|管)(?:是)?(?:牵头|配合|责任)(?:还是|或者?|、)(?:牵头|配合|责任)|不限(?:角色|牵头配合)?|包括在内|在内|一块儿?算|(?<![包不])含',
    example: ['保障措施也算进去', '也算进去'],
    counterExample: '保障措施有哪些',
  },
  {
    name: 'whether',
    pattern: '是不是|是否|能否|对不对|对吗|[吗么](?=[，。？！]|$)|属不属于|[会能要]不[会能要]',
    example: ['是不是市教委牵头', '是不是'],
    counterExample: '市教委牵头哪些任务',
  },
  {
    name: 'pronoun',
    pattern: '(?:这|那|该)(?:个|家)?(?:单位|部门|局|委|办)|它们?|他们',
    example: ['这个单位配合几项', '这个单位'],
    counterExample: '哪个单位配合几项',
  },
  {
    name: 'alone',
    pattern:
      '只[有由]?一[个家](?!部)|(?:单独|独自|独家)(?=负责|承担|牵头|完成|主管|管|干)|唯一|一家(?=负责|承担|牵头|单独|独自|的)',
    example: ['市教委单独负责的任务', '单独'],
    counterExample: '单独点名市教委的任务',
  },
  {
    name: 'compare',
    pattern:
      '一样|相同|不同|区别|差别|差异|变化|相比|对比|比较|比(?!例|重|如)|更|谁[^最]{0,6}(?<!最)多(?!少)|(?<=[务项事活目题]|牵头|配合|负责|参与)的?(?:还是|更|较)?[多少](?=些|一些|[，。？]|还是|$)|还是|哪一?[个份家边][^最，。？]{0,6}[多少](?![少项个])|多出|多几|少几|差|高|低|大于|小于',
    example: ['责任单位一样吗', '一样'],
    counterExample: '责任单位有哪些',
  },
  {
    name: 'except',
    pattern: '除(?:了|去|开|掉)?(?!外)|(?:以|之|除)外|(?<=[局委办厅部院会市区县])外',
    example: ['除市教委外谁的任务最多', '除'],
    counterExample: '海外市场的任务',
  },
  {
    name: 'only',
    pattern: '只看|只要|只列|仅看|光看|筛选(?:出)?|挑出|只保留|只',
    example: ['只看牵头的', '只看'],
    counterExample: '不止牵头的',
  },
  {
    name: 'instead',
    pattern: '换成|改成|改为|换到|改看',
    example: ['换成2021年的', '换成'],
    counterExample: '再看2021年的',
  },
  {
    name: 'involved',
    pattern:
      '负责|责任|承担|承接|安排|布置|列为|列入|列进|属于|归口|主管|落实|参与|参加|涉及|有份|承办|分工|点名|点明|提到|出现|管|抓|办理|完成(?!时限|时间|期限)',
    example: ['参与的任务', '参与'],
    counterExample: '牵头的任务',
  },
  {
    name: 'deadline',
    pattern:
      '(?:完成|办结|截止|到期|落实)?(?:的)?(?:时限|期限|时间(?=[要是为在到]|节点)|时间节点|截止|到期)|(?<=[年月日底末])(?:之?前|以前|底前|前)?(?:要|需|应|该)?(?:完成|办结|做完|落实|到期)',
    example: ['完成时限是2023年底的任务', '完成时限'],
    counterExample: '任务有哪些',
  },
  {
    name: 'collective',
    pattern:
      '各(?:个)?(?:区县|县区|区|县|镇街|街镇|乡镇)(?:级)?(?:人民政府|政府)?|(?<!我)(?<=由|要|需|没有|有|和|与|^)区(?:县)?(?:人民)?政府',
    example: ['要各区县配合的任务', '各区县'],
    counterExample: '哪个区的任务',
  },
  {
    name: 'district',
    pattern: '(?:区县|县区|区|县)(?!域|块|间)',
    example: ['哪个区的任务最多', '区'],
    counterExample: '哪个单位',
  },
  {
    name: 'unit',
    pattern: '单位|部门|委办局|机构|局|家(?=[单部牵负]|$)',
    example: ['哪个单位牵头', '单位'],
    counterExample: '哪项任务',
  },
  {
    name: 'document',
    pattern: '文件|政策|(?:这|那)?[几两三四五]份|计划|方案|分工表|分解表|材料',
    example: ['有哪些文件', '文件'],
    counterExample: '有哪些任务',
  },
  {
    name: 'task',
    pattern:
      '重点任务|主要任务|工作任务|任务|事项|事情|事儿|活儿|活|职责|专项|工作|项目|差事|条款|条文|条目|事(?=[，。？的]|$)|(?<=些|件)事',
    example: ['有哪些任务', '任务'],
    counterExample: '有哪些单位',
  },
  {
    name: 'section',
    pattern: '部分|章节|板块|方面|大类|一章|这章|那章|行动|措施',
    example: ['哪几部分', '部分'],
    counterExample: '哪几项',
  },
  {
    name: 'content',
    pattern: '(?:具体|主要|都|分别)*(?:内容|标题|题目|写|说|讲|规定|要求|做)(?:的|了)?(?:是)?',
    example: ['第三条说了什么', '说了'],
    counterExample: '第三条由谁负责',
  },
  {
    name: 'order',
    pattern:
      '(?:报|发|列|念|说)给(?:我们?|咱们?)|列出(?:来)?|列一下|列举|罗列|整理|统计(?:一下)?|汇总|梳理|查(?:一下|一查|查)?|数(?:一下|一数)?|清单|名单|(?:用|做[个成])?表格?',
    example: ['请列出任务', '列出'],
    counterExample: '任务是什么',
  },
  {
    name: 'measure',
    pattern: '[项个条件家种份处]|(?<=[几多少])[问款章节类样点]',
    example: ['哪几项任务', '项'],
    counterExample: '哪些任务',
  },
  {
    name: 'filler',
    pattern:
      '请问|麻烦|我们|咱们|你们|不算|的话|这块|那块|几次|次数|今年|去年|本年|当年|眼下|如今|原文|上级|[省市区县]级|怎么|怎样|帮我|帮忙|给我|告诉我|我想知道|想知道|想问|看看|一下|里面|里头|当中|之中|其中|分别|各自|各|全部|所有|具体|主要|目前|现在|到底|究竟|需要|应当|应该|按照|根据|上面|上|下|以及|还有|另外|另|包括|包含|比较|相关|有关|关于|名字|名称|叫|对应|都|又|也|就|还|才|的|了|呢|啊|吧|呀|嘛|么|请|我|你|您|他|想|知道|是|有|在|里|中|内|由|被|把|对|和|与|跟|同|及|并|或|这|那|它|要|需|得|会|能|可|用|做|干|搞|从|给|让|去|为|该|本|大|件|来|个|天|共',
    example: ['请问由谁牵头', '请问'],
    counterExample: '谁牵头',
  },
];

/** The rows as one expression: at each place the longest alternative of any row. */
export const CLOSED: readonly { readonly name: WordClass; readonly at: RegExp }[] = CLOSED_WORDS.map(
  ({ name, pattern }) => ({ name, at: new RegExp(pattern, 'uy') }),
);

/** Whether a word as a whole stands in the vocabulary: 任务 of 主要任务 names no heading. */
export function isClosedWord(word: string): boolean {
  return CLOSED.some(({ at }) => {
    at.lastIndex = 0;
    return at.exec(word)?.[0] === word;
  });
}
