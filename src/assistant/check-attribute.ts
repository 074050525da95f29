import type { Ask } from '../questions/question-reading.ts';
import type { Evidence } from '../retrieval/score-evidence.ts';
import { coverTopic } from '../retrieval/topic-coverage.ts';
import type { WeighedTopic } from '../retrieval/weigh-topic.ts';
import { type DraftRefusal, refuse } from './draft.ts';

interface AttributeRule {
  /** What a sentence must hold to state such a fact. */
  readonly stated: RegExp;
  readonly message: string;
}

/** Facts that plans rarely state; a sentence must state one beside the topic, else the ask is refused. */
const RULES: Readonly<Partial<Record<NonNullable<Ask['attribute']>, AttributeRule>>> = {
  contact: {
    stated: /\d{3,4}[-—－]?\d{7,8}|1\d{10}|@|www\.|https?:|(?:电话|邮箱|网址|传真)[:：]/i,
    message: '已收录的文件没有写明联系方式。',
  },
  person: {
    stated: /(?:由.{1,20}(?:担任|兼任)|任(?:组长|主任|总指挥)|(?:组长|主任|负责人|联系人)[:：])/,
    message: '已收录的文件没有写明人员姓名或任职。',
  },
  address: {
    stated:
      /(?:地址|位于|坐落于|地点)[:：]?|(?:在|依托|落户|选址|布局于?)[^，。；]{0,20}(?:(?<!全)(?:区|县)|园|镇|乡|港|基地|山|岛|湾)/,
    message: '已收录的文件没有写明地点。',
  },
  procedure: {
    stated:
      /(?:提交|提供|报送|出具).{0,20}(?:材料|申请|证明|表)|申请(?:程序|流程|材料|条件)|受理|窗口|办理(?:流程|程序|时限)|申报(?:条件|材料|程序|指南)|(?:具备|符合)[^，。；]{0,12}条件|下列(?:条件|程序)|资格/,
    message: '已收录的文件没有写明申报、办理的流程和材料。',
  },
  reason: {
    stated: /由于|因为|鉴于|原因|为了|为贯彻|为加快|为进一步|旨在|以便/,
    message: '已收录的文件没有说明原因。',
  },
};

const LEAST_COVERAGE = 0.6;

const UNSTATED =
  /中标|中的标|揭牌|挂牌|进展|进度|竣工|开工了|完工了|建好了没|建成了没|剪彩|招标|采购|打?几折|折扣|票价|门票|租金|工资|学费|资费|套餐|企业名单|人员名单|编制人数|股东|注册资本|市值|排名第几|投诉电话|开门|营业时间|收不收钱|收不收费|要不要钱|免费吗|几点(?:钟|开|关|上班|下班)/;

/** Facts that a clause states in words of its own kind, or does not state at all. */
const KINDS_OF_FACT: readonly { readonly asked: RegExp; readonly stated: RegExp }[] = [
  { asked: /怎么收费|如何收费|收费吗|收多少(?:钱|费|元)/, stated: /收费|费用|价格|电价|免费|元/ },
  { asked: /服务时间|开放时间|几点到几点/, stated: /\d{1,2}[时点:：]|全天|小时/ },
  { asked: /责任(?:怎么|如何|由谁)?认定|怎么赔|赔多少/, stated: /认定|赔/ },
  { asked: /资格/, stated: /资格|条件|应当具备|取得/ },
  { asked: /(?:满足|具备|符合)(?:哪些|什么|啥)[^，。？]{0,4}(?:条件|要求)/, stated: /条件|具备|符合|应当/ },
];

/** Facts of the moment (揭牌了没有, 谁中的标): stated only where the clause has the very word. */
function checkUnstated(ask: Ask, ranked: readonly Evidence[]): DraftRefusal | null {
  const word = UNSTATED.exec(ask.text)?.[0];
  if (word === undefined) return null;
  const stem = /名单|电话|几折/.test(word) ? word : word.replace(/[的了没好]/g, '').slice(0, 2);
  const isStated = ranked.slice(0, 3).some(({ clause }) => clause.text.includes(stem));
  return isStated ? null : refuse('no-evidence', '已收录的文件没有写明这一情况。');
}

/** A refusal where the ask is for such a fact and no sentence states it beside the topic; null where it may be answered. */
export function checkAttribute(
  ask: Ask,
  topic: WeighedTopic,
  ranked: readonly Evidence[],
): DraftRefusal | null {
  const best = ranked[0]?.view.body ?? '';
  if (KINDS_OF_FACT.some(({ asked, stated }) => asked.test(ask.text) && !stated.test(best)))
    return refuse('no-evidence', '已收录的文件没有写明这一情况。');
  const unstated = checkUnstated(ask, ranked);
  if (unstated) return unstated;
  const rule = ask.attribute === null ? undefined : RULES[ask.attribute];
  if (!rule) return null;
  const isStated = ranked
    .slice(0, 10)
    .some(({ clause, view }) =>
      view.sentences.some(
        ({ start, end, normal }) =>
          rule.stated.test(clause.text.slice(start, end)) &&
          namesAsked(ask, clause.text.slice(start, end)) &&
          coverTopic(topic, `${view.title} ${normal}`) >= LEAST_COVERAGE,
      ),
    );
  return isStated ? null : refuse('no-evidence', rule.message);
}

/** 「需要什么材料」: a sentence on a window or an application does not answer; it must speak of 材料. */
function namesAsked(ask: Ask, sentence: string): boolean {
  if (ask.attribute !== 'procedure') return true;
  const asked = ask.text.match(/材料|手续|证件|流程|条件|程序|步骤|窗口/g) ?? [];
  return asked.length === 0 || asked.some((word) => sentence.includes(word));
}
