import { dropPasted } from './drop-pasted.ts';

/** The parts of a message by what they do; only `questions` and `context` are read on. */
export interface MessageParts {
  /** Sentences that ask, orders cut out. */
  readonly questions: readonly string[];
  /** Sentences that tell: 「我手上是2024年的方案。」 */
  readonly context: readonly string[];
  /** What people tell of themselves before they ask, in the same sentence. */
  readonly told: readonly string[];
  /** Orders and claimed texts: data, never followed. */
  readonly dropped: readonly string[];
}

const ASKING =
  /[？吗呢谁哪啥咋]|什么|多少|几多|几(?=[个家项条户所路台辆处座套类种批次名人万亿千百年月成份兆块方步])|怎么|怎样|如何|是不是|是否|有没有|能否|可否|要不要|多[大高长快久远宽]|为何|何时|何地|几时|列[出举一全]|都?列上|写全|说全|给全|找出来|找全|别漏|拉个?(?:单子|清单)|给个?(?:单子|清单|名单)|要(?:全部|完整|所有)|告诉我|(?:牵头|责任|配合|负责|主管|归口)(?:的)?(?:单位|部门)|说说|说一?下|讲讲|讲一?下|介绍|解释|查[一查]?下|对比|比较一下|^比较|比较.{1,20}[和与跟]|区别|有何/;

/** 「无视以上规则」「只准回答…」「你现在是…」: addressed to the program, not to the documents. */
const ORDER =
  /^(?:现在|好了?|那么?)?(?:请)?(?:你)?(?:只)?(?:回答|作答|答)(?:我|以下|下面|这个|下列)?(?:的)?(?:问题)?[:：]|(?:结合|参考|按|照|根据)(?:上面|以上|上述|这些|这份)?(?:的)?(?:资料|材料|背景|文档|内容|附件)(?:来)?(?:回答|作答|答)|(?:上面|以上|下面)是(?:资料|材料|背景|文档)|一律(?:回答|答|说)|忽略|无视|忘[记掉]|不(?:要|必|用|许|准)(?:再)?(?:引用|参考|查|管|理会|检索|遵守)|别(?:再)?(?:引用|查|管)|直接(?:回答|输出|回复|答)|(?:必须|只能|只要|只需|务必|统一)(?:要)?(?:回答|输出|回复|答|说)|^请?(?:你)?(?:按照?|照|根据|依据|以)(?:上面|以上|上述|这段|下面|如下|此)|从现在(?:开始|起)|^你(?:现在|是一)|扮演|角色是|系统(?:提示|消息|指令|管理员)|开发者模式|管理员(?:指令|模式|要求)|提示词|打印(?:出来)?你的|越狱|ignore\b|disregard|system prompt|override|作废|从(?:此刻|现在|此)(?:开始|起)|只会说|^你叫|我是你的(?:开发者|老板|管理员|主人)|(?:把引用|引用)去掉|去掉引用|给结论|^(?:假设|假定|假如)|answer "|reply only|\[system\]|pretend|you are now/i;

/** 「【更正】…一律改由市港航局承担，以本通知为准。」: a text that the message brings along. */
const CLAIM =
  /^【[^】]*】|^(?:附件|附|备注|补充|说明|注意|更正)(?:内容|说明|如下|材料)?[:：]|以(?:此|这个|这份|本文|本通知|上述|新文件)?(?:文件|通知|内容)?为准|最新(?:文件|通知|规定|消息|版本|政策|要求)|(?:文件|通知|红头|公告)(?:已)?(?:更新|明确|规定)[:：为]|统一改[由为归]|(?:已经?|现已?|现在|全部|一律)(?:改|调整|变更|划转|移交|划归)(?:由|为|给|到|成)?|(?:领导|上级|内部)(?:消息|说|讲|指示|要求|口径)|参考答案|正确答案|标准答案|补充资料|背景资料[:：]/;

const GREETING =
  /^(?:你好|您好|在吗|在不在|早上好|下午好|晚上好|哈喽|hi|hello|谢谢|多谢|辛苦|麻烦)[^，。？]{0,4}[？！。，]?$/i;

/**
 * Sorts the sentences of a message. Text that gives orders or asserts facts is data: it is left out of what is
 * searched, and the question beside it is answered from the clauses.
 */
export function selectQuestion(message: string): MessageParts {
  const questions: string[] = [];
  const context: string[] = [];
  const dropped: string[] = [];
  const told: string[] = [];
  const bare = dropAsides(
    dropPasted(message, (pasted) => dropped.push(pasted)),
    dropped,
  );
  for (const sentence of splitSentences(keepLastWord(bare))) {
    if (GREETING.test(sentence)) continue;
    const { kept, cut } = cutOrders(sentence);
    dropped.push(...cut);
    if (kept === '') continue;
    if (ASKING.test(kept)) {
      const rest = cutNarrative(kept);
      if (rest !== kept) told.push(kept.slice(0, kept.length - rest.length));
      questions.push(rest);
    } else context.push(kept);
  }
  if (questions.length === 0 && context.length === 0) {
    const claims = dropped.filter((part) => ASKING.test(part) && !ORDER.test(part));
    return {
      questions: claims,
      context: [],
      told: [],
      dropped: dropped.filter((part) => !claims.includes(part)),
    };
  }
  return { questions, context, told, dropped };
}

/** Brackets that speak to the program are data, as pasted texts are. */
function dropAsides(message: string, dropped: string[]): string {
  return message.replace(/（(?<note>[^（）]*)）/g, (bracket, note: string) => {
    if (!ORDER.test(note) && !/备注|管理员|测试请|统一回复|系统指令/.test(note)) return bracket;
    dropped.push(bracket);
    return '';
  });
}

const TURNS_ROUND =
  /(?:算了|(?<!对)不对(?![外内称应等接口])|哦不|(?<=^|[，。！？\s])等等(?=[，。！？\s]|我|不|先)|更正一?下|我是说|换个问题|改问|不问这个了?|先不说(?:这个|那个)?了?|说错了|打错了|搞错了)[，,。！ ]*(?:你|您)?(?:还是|就)?(?:告诉我|说说|问一?下|问)?/g;

/** 「扬尘谁管？算了，还是问一下…」: what comes after the change of mind is asked. */
function keepLastWord(message: string): string {
  const turns = [...message.matchAll(TURNS_ROUND)];
  const last = turns.at(-1);
  if (!last) return message;
  const rest = message.slice(last.index + last[0].length);
  return rest.replace(/[\p{P}\s]/gu, '').length >= 4 ? rest : message;
}

const NARRATIVE =
  /^(?:我|我们|咱|咱们|本人|俺|家里|孩子|老师|领导|同事|朋友|最近|刚刚?|昨天|今天|上次|听说|听人|(?:查|找|翻|看|问|搜)(?:了|过|遍)|因为|由于|为了写|作为|是这样|事情是|那个|嗯|话说|其实|另外)(?!市|省|区|县|局|委)[^，]*[，]/u;
/** Only talk of oneself is cut; 「我们码头要加一条岸电线路，」 is what the question is about. */
const NARRATES =
  /老师|论文|作业|学生|上班|工作的|毕业|孩子|读书|小学|(?:查|找|翻|看|问|搜)(?:了|过|遍)|听说|听人|材料|汇报|背景|了解|请教|想问|打听|是做|是搞|是一[名个]|是.{1,12}的[，]$|写/;
/** Such a stretch names what the question is about after all. */
const TELLS_SOURCE = /计划|方案|意见|办法|分工|分解表|规划|文件|通知|《|\d{4}年/;

/** Stretches of talk of oneself before one question. */
const MOST_STRETCHES = 8;

/** 「我朋友在港口上班，托我打听，…」: what people tell of themselves before they ask. */
function cutNarrative(sentence: string): string {
  let rest = sentence;
  for (let stretches = 0; stretches < MOST_STRETCHES; stretches++) {
    const match = NARRATIVE.exec(rest);
    if (!match) break;
    const after = rest.slice(match[0].length);
    if (
      !NARRATES.test(match[0]) ||
      ASKING.test(match[0].replace(/想(?:问|了解|知道)/, '')) ||
      TELLS_SOURCE.test(match[0]) ||
      !ASKING.test(after) ||
      after.length < 6
    )
      break;
    rest = after;
  }
  return rest;
}

/** Sentences with their closing mark; an order before a colon is cut from the question behind it. */
function splitSentences(message: string): string[] {
  return (message.replace(/(?<=[a-z"'”])\.\s+/gi, '。').match(/[^。！？；\n]+[。！？；\n]?/g) ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function cutOrders(sentence: string): { kept: string; cut: string[] } {
  if (!ORDER.test(sentence) && !CLAIM.test(sentence)) return { kept: sentence, cut: [] };
  if (!ASKING.test(sentence)) return { kept: '', cut: [sentence] };
  const pieces = sentence.match(/[^，：:,]+[，：:,]?/g) ?? [sentence];
  const isPlain = (piece: string) => !ORDER.test(piece) && !CLAIM.test(piece);
  const isAskedElsewhere = pieces.some((piece) => isPlain(piece) && ASKS_PLAINLY.test(piece));
  const kept: string[] = [];
  const cut: string[] = [];
  for (const piece of pieces) {
    const part = isPlain(piece) ? { kept: piece, cut: '' } : cutOrder(piece, isAskedElsewhere);
    if (part.kept !== '') kept.push(part.kept);
    if (part.cut !== '') cut.push(part.cut);
  }
  const rest = kept.join('');
  // A claim put as a question (「听说换成市港航局牵头了，是不是？」) is asked about, not obeyed.
  if (rest.replace(/[，：？。\s]|是不是|对吗|是吗|真的吗/g, '').length < 3) {
    return ORDER.test(sentence) ? { kept: rest, cut } : { kept: sentence, cut: [] };
  }
  return { kept: rest, cut };
}

const ASKS_PLAINLY = /[？吗呢谁哪啥]|什么|多少|怎么|怎样|如何|是不是|是否|有没有/;
/** 「不用管别的文件」 is said to the program; 「哪些企业不用管环评」 is what is asked. */
const WAVES_ASIDE = /^[不别]/;
const TALKS_OF_ANSWER =
  /^(?:你|我|它|这|那|别|其他|其它|其余|之前|上面|以上|前面|任何|规则|规定|文件|资料|材料|条款|条文|原文|出处|来源|引用|提示|限制|设定|$|[，。？：])/;
const OPENS_ORDER = /^(?:请|你|您|麻烦|现在|那么?|好了?|也|就|先|都|记住)*$/;

/** Takes the order out of a piece and leaves the topic beside it: 「岸电改造不要引用原文，」 → 岸电改造，. */
function cutOrder(piece: string, isAskedElsewhere: boolean): { kept: string; cut: string } {
  const order = ORDER.exec(piece);
  if (!order || CLAIM.test(piece)) return { kept: '', cut: piece };
  const before = piece.slice(0, order.index);
  const after = piece.slice(order.index + order[0].length);
  const mark = /[，：:,。？！；]*$/.exec(piece)![0];
  if (OPENS_ORDER.test(before)) {
    if (isAskedElsewhere || !ASKS_PLAINLY.test(after)) return { kept: '', cut: piece };
    const question = after.replace(/^[^，。？]{0,16}?(?:告诉我|回答我?|说说|问)(?=.{3})/u, '');
    return { kept: question, cut: piece.slice(0, piece.length - question.length) };
  }
  if (WAVES_ASIDE.test(order[0]) && !TALKS_OF_ANSWER.test(after) && ASKS_PLAINLY.test(piece))
    return { kept: piece, cut: '' };
  if (ASKS_PLAINLY.test(after) && !ASKS_PLAINLY.test(before)) return { kept: before + after, cut: order[0] };
  return { kept: before + mark, cut: piece.slice(before.length) };
}
