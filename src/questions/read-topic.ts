import type { TextSpan } from '../domain/text-span.ts';
import { isFunctionWord, segmentWords } from '../language/words.ts';
import { isChatWord } from './chat-words.ts';
import { limitTopic } from './limit-topic.ts';

/**
 * Phrases by which people ask, wish, thank and point; they say nothing of the topic. Longest forms first.
 *
 * @NOTE Inside a repeated group no alternative may be made of others (应该 beside 应 and 该): the same text could then be
 * read in two ways at each step, and a long message would take time that doubles with every word.
 */
const ASKING_PHRASES: readonly RegExp[] = [
  /(?:这|那)?[两三](?:块|项|个(?!市|省|区)|件事?|条|者)(?![\p{Script=Han}]{2}(?:点|岸))/gu,
  /(?:打造|建设|发展|建|变|办|做)?成(?:为)?(?:一个|个)?(?:什么样|什么|怎样|啥样?)(?:子)?的?/g,
  /(?:在|从)?(?:这|那|前后|新旧)?(?:几|些|两|三|四|五|六|各|所有|全部|已有|收录的?)+(?:份|个|版|次)?(?:的)?(?:文件|政策|计划|方案|规划|意见|版本)(?:里面?|中|当中)?/g,
  /(?:请问|麻烦|劳驾)(?:一下|问一?下|您|你|帮忙)*|(?:我)?(?:想|想要|就想|只想|要)(?:请教|问|知道|了解|咨询|弄清楚|查|搞清楚|确认)(?:一下|问|下|的是)*|(?:能不能|能否|可否|可以)?(?:帮我|给我|告诉我)+(?:查|看|说|讲|列|找)?(?:一下|下)?|能不能(?:查|看|说|讲|列|找)(?:一下|下)?|帮(?:我|忙)?(?:查|看|找|列|问|捋|梳理|理|总结|整理)?(?:一)?(?:查|下)?|告诉我|有人知道|谁(?:知道|能告诉我)|在线等|(?<![\p{Script=Han}])急(?:用|需|急)*(?=[，。？！\s]|$)|谢谢(?:你|您)?(?:了|啦)?|多谢|辛苦(?:了|啦)?|您好|你好/gu,
  /(?:我|我们|本人|咱|俺)(?:现在|目前|最近|正|正在|在)*(?:看|问|说|查|写|做|指|关心|负责)的?(?:是|的是)?/g,
  /(?:具体)?(?:是|都|又|该|应|要|让|给|叫|会|到底|究竟|主要|共同|一起|同时|分别|各自|各|还|也|就|才|需|可以|打算|准备){0,12}(?:由|归|找|让)?(?:哪|什么|啥)(?:些|个|几个|几家|几|一个|一家|家|级)?(?:政府|市级|市直|主管|责任|牵头|配合|负责|参与)*(?:部门|单位|机构|委办局|局|厅|委|处室|主体|区|县|企业|公司|家)(?:来|去|和|或|还是|跟)*(?:一起|共同)?(?:是)?(?:责任单位|牵头单位|配合单位)?(?:负责|牵头|配合|参与|承担|主管|管|抓|建|办|做|干|落实|推进|推动|实施|组织|完成|建设)*(?:的)?/g,
  /(?:由|归|是|让|该|应|要|到底|究竟|又|都|分别|各){0,12}谁(?:来|去|是)?(?:一起|共同)?(?:负责|牵头|挑头|领头|协助|配合|参与|承担|主管|管|抓|建|办|做|干|落实|推进|推动|实施|组织|完成|的责任|的活)*(?:的|来着)?/g,
  /(?:责任|牵头|配合|主责|协办|参与|负责|主办|主管|实施|承办)(?:的)?(?:单位|部门|方|机构|主体)(?:和|及|、|与|还有)*(?:责任|牵头|配合)?(?:单位|部门)?(?:都|各|分别|又|具体)*(?:有|是|为|包括)?(?:谁|哪些|哪几个|哪几家|哪|什么)?/g,
  /(?:责任|任务|部门|单位)?分工(?:是|如何|怎么|怎样)*/g,
  /(?:有|要|做|搞|提|说|讲|写|给|分|领|布置|安排|承担|负责|包括|涉及)(?:了|的|到|过)?(?:哪些|什么|哪几|几|多少|啥|怎样的|怎么样的)(?:个|项|条|件|样|类|种|方面|块)?(?:的)?(?:具体|主要|重点|相关|明确)*(?:任务|条款|工作|要求|内容|安排|措施|规定|职责|事情|事|举措|部署|说法|打算|目标|事项|变化|不同|区别|差异)?/g,
  /(?:哪些|什么|哪几|几|多少|啥|全部|所有|哪)(?:个|项|条|件|样|方面|块)?(?:的)?(?:具体|主要|重点|相关)*(?:任务条款|任务|条款|工作|要求|内容|安排|措施|规定|职责|事情|事|举措|部署|事项|方面|地方)(?:里)?(?:都)?(?:有|是)?/g,
  /(?:任务|工作|要求|内容|安排|措施|规定|职责|事项|目标|条款)(?:都|分别|一共|总共|具体)*(?:有|是|包括|为|指)(?:的)?(?:哪些|什么|哪几|几|多少|啥|怎么|怎样)?(?:个|项|条|件)?/g,
  /(?:是|该|要|应该|打算|准备|计划)?(?:怎么|怎样|如何|咋)(?:样|个)?(?:搞|做|弄|办|安排|规定|要求|说|写|讲|推进|发展|分|规划|部署|考虑|建|落实|实现|开展|定|回事|样)?(?:的)?/g,
  /(?:是|指的?是|说的是|讲的是|意思是|目的是|作用是|为的是|是为了|靠|凭|起|起到)?(?:个|一个|的)?(?:什么|啥)(?:样|意思|东西|内容|作用|目的|程度|情况|样子|名字|概念|用|叫)?(?:的)?/g,
  /(?:要|该|应)?(?:做|达|干|建|搞|发展|提高|提升|实现)?(?:到|成)(?:什么|怎样的?|何种|哪种|啥)(?:样的?)?(?:程度|水平|地步|标准|规模|目标)/g,
  /指的?是|什么意思|是啥|干(?:嘛|吗)|为什么|为何|为啥/g,
  /(?:要|得|须|需|需要|应|应当|会|将)?(?:达到|做到|超过|低于|不低于|建成|完成|实现|发展到|增长到|提高到|控制在|新增)?(?:多少|几)(?:个|家|项|条|户|所|路|台|辆|处|座|套|类|种|批|次|名|人|亿元|万元|元|亿|万|兆|倍|亩|公里|平方公里|吨|千瓦|部|张|件|年|天|月|%|成)?(?:以上|左右|才|来)?/g,
  /百分之(?:几|多少)|多(?:大|高|快|长|宽|久|少)/g,
  /(?:最(?:低|高|多|少|长|短|晚|迟|早)|至少|起码|顶多)(?:要|能|可以?|是|为|不)?/g,
  /有(?:什么|哪些|何|没有)?(?:不同|区别|差异|差别|变化|出入|异同)|(?:不同|区别|差异|差别)(?:在哪里?|是什么|之处)?|差在哪里?|不一样|对比(?:一下)?|相比(?:较)?|比较一下|一样吗|分别|各自/g,
  /第[一二三四五六七八九十\d]+[项个](?:任务)?|哪(?:一|两|几)?[个项份条家]|是不是|是否|有没有|要不要|需不需要|用不用|会不会|算不算|对不对|能不能|可不可以|吗|呢|吧|呀|啊|嘛|哦|噢|啦|哈/g,
  /列[出举]?(?:一下|出来|举|全)?|说(?:一)?(?:说|下)|讲(?:一)?(?:讲|下)|介绍(?:一下)?|解释(?:一下)?|查(?:一)?(?:查|下)|总结(?:一下)?|概括(?:一下)?|概述/g,
  /(?:牵头|配合|协助)(?:和|、|及|还是|或)?(?:牵头|配合)?|主要(?=负责)|负责|承担|参与|参加|主管|(?:来|去|该|要)?(?<![监主分托经保代交掌城])(?:管|抓)(?=[，。？\s]|$)|落实到|责任(?=[，。？\s]|$)|的责任|的活|的事儿?/g,
  /(?:提到|提及|出现|写到|讲到|说到|含有|谈到)(?:了|过)?|涉及(?:到|了)?/g,
  /(?:这|那)(?:个|项|条|块|件|些|一块|一项|方面|一条|种|份)|这块|这事|这件事|这方面|其中|此外|另外|还有|以及|方面|的话|里面|当中/g,
  /(?:按照?|根据|依据|依照|关于|对于|针对|至于|就|在)(?=[，。？\s]|$)|^(?:那么?|而|再|又|那按|按|另外|还有|然后|接着|顺便)/g,
  /目前|现在|如今|最近|今天|到底|究竟|具体|主要|一共|总共|全部|所有|都要|也要|一下|我们?市|本市|全市|我市/g,
];

/** 「…对岸电的要求」: jieba would read 对岸. */
const LEADING_PREPOSITION =
  /^(?:对于|对(?!外|接|口|标|象|比|照|策|应|台|欧|美)|关于|针对|有关|为了|把|让)(?=\p{Script=Han}{2})/u;

/**
 * What the question is about: its content words as runs, asking words, roles and named documents left out.
 * 「港口方案里岸电设施改造由谁负责」 with the document's span → ["岸电设施改造"].
 */
export function readTopic(text: string, consumed: readonly TextSpan[]): string[] {
  let rest = blank(text, consumed);
  const quoted: string[] = [];
  rest = rest.replace(/“([^”]{2,24})”/g, (_, inner: string) => {
    quoted.push(inner);
    return ` ${String.fromCharCode(0xe000 + quoted.length - 1)} `;
  });
  for (const pattern of ASKING_PHRASES) rest = rest.replace(pattern, (hit) => ' '.repeat(hit.length));
  const runs: string[] = [];
  for (const piece of rest.split(/[，。？！；：、（）()《》“”"'\s…]+/)) {
    if (piece === '') continue;
    const mark = /^[\ue000-\uefff]$/.exec(piece);
    if (mark) runs.push(quoted[piece.charCodeAt(0) - 0xe000]!);
    else runs.push(...contentRuns(piece.replace(LEADING_PREPOSITION, '')));
  }
  return limitTopic(runs);
}

/** 「由它牵头或者参加的工作，都列出来」: alone it names no topic; 就业工作 does. */
const LONE_TASK_WORD = /^(?:重点|主要|具体|相关|有关){0,3}工作$/;

/** Words of talk that make a thing with the noun behind them: 协同机制, 标准研究. */
const OPENS_COMPOUND: ReadonlySet<string> = new Set(['标准', '协同']);

/** Neighbouring content words are kept together: 绿色 港口 → 绿色港口; 上 and 云 are one word, 「…上」 at the end is none. */
function contentRuns(piece: string): string[] {
  const runs: string[] = [];
  let run = '';
  const words = segmentWords(piece);
  words.forEach(({ text }, i) => {
    const next = words[i + 1]?.text ?? '';
    const previous = words[i - 1]?.text ?? '';
    const closesWord = isChatOnly(text) && previous.length === 1 && isHan(previous) && !isIdle(previous);
    const opensPair = isChatOnly(text) && next.length === 1 && isHan(next) && !isIdle(next);
    const opensWord =
      /^[上下中里内后前对为会能过出入进]$/.test(text) &&
      next.length === 1 &&
      /\p{Script=Han}/u.test(next) &&
      !isIdle(next);
    const opensCompound = OPENS_COMPOUND.has(text) && /^\p{Script=Han}{2,}$/u.test(next) && !isIdle(next);
    if (opensWord || closesWord || opensPair || opensCompound || !isIdle(text)) run += text;
    else {
      if (run !== '') runs.push(run);
      run = '';
    }
  });
  if (run !== '') runs.push(run);
  return runs
    .filter((text) => !isChatWord(text) && !LONE_TASK_WORD.test(text))
    .filter(
      (text) =>
        text.length > 1 ||
        /[A-Za-z0-9]/.test(text) ||
        /[港桥路河湖海林茶盐煤油水电气热车船药酒粮云]/.test(text),
    );
}

/** 算 in 超算 is cut off by the dictionary: a verb of talk beside a lone character belongs to it. */
function isChatOnly(text: string): boolean {
  return text.length === 1 && isChatWord(text) && !isFunctionWord(text);
}

function isHan(text: string): boolean {
  return /^\p{Script=Han}$/u.test(text);
}

function isIdle(word: string): boolean {
  return isFunctionWord(word) || isChatWord(word.toLowerCase()) || /^[\p{P}\p{S}\s]+$/u.test(word);
}

function blank(text: string, spans: readonly TextSpan[]): string {
  let result = text;
  for (const { start, end } of spans) {
    result = result.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + result.slice(end);
  }
  return result;
}
