import { createPicks, type RandomPicks } from './random-picks.ts';

/** One policy as a file would hold it. */
export interface GeneratedPolicy {
  readonly documentId: string;
  readonly title: string;
  readonly source: string;
}

const PLACE = '临江市';
const FIELDS =
  '绿色 智慧 数字 现代 城乡 沿江 新型 普惠 循环 低碳 县域 平安 健康 终身 冷链 装配式 高标准 分布式 老旧 低空'.split(
    ' ',
  );
const THINGS =
  '港口 社区 养老 农田 物流 医疗 粮仓 充电桩 园区 渔港 供水 消防 托育 文旅 算力 气象 管网 林业 职业教育 公共交通 污水处理 人才公寓 医疗器械 种业 海绵城市'.split(
    ' ',
  );
const ACTS = '建设 改造 发展 治理 服务 保障'.split(' ');
const KINDS = '行动计划 实施方案 管理办法 重点任务分解表 若干措施 指导意见 发展规划 工作要点'.split(' ');
const BODIES =
  '发展改革委 教委 科技局 工业和信息化局 公安局 民政局 财政局 人力资源社会保障局 规划资源局 生态环境局 住房城乡建设委 城市管理委 交通运输局 水务局 农业农村局 商务局 文化和旅游局 卫生健康委 应急局 审计局 市场监管局 国资委 体育局 统计局 医保局 粮食局 金融局 林业局 海洋局 大数据中心'.split(
    ' ',
  );
const DISTRICTS = '云溪 港东 西屏 南浦 北坡 石桥 青岚 松涛'.split(' ');
const VERBS = '推进 完善 新建 改造 推广 培育 落实 开展'.split(' ');
const NUMBERS = '一 二 三 四 五 六 七 八 九 十'.split(' ');

const SECTIONS = 3;
const TASKS = 3;

/**
 * Policies of one city, the same for the same seed: titles that share most of their words, two or three dozen bodies that
 * are named in all of them, figures, deadlines. Each has about ten clauses.
 */
export function generatePolicies(count: number, seed: number): GeneratedPolicy[] {
  const picks = createPicks(seed);
  return Array.from({ length: count }, (_, i) => generatePolicy(i, picks));
}

function generatePolicy(i: number, picks: RandomPicks): GeneratedPolicy {
  const from = 2010 + picks.number(16);
  const subject = thing(picks) + picks.pick(ACTS);
  const title = `${PLACE}${subject}${picks.pick(KINDS)}（${from}—${from + 2}年）`;
  const lines = [title, `为加快${subject}，结合本市实际，制定本文件。`];
  for (let section = 0; section < SECTIONS; section++) {
    lines.push(`${NUMBERS[section]}、${thing(picks)}${picks.pick(ACTS)}`);
    for (let task = 0; task < TASKS; task++) lines.push(taskLine(task, from, picks));
  }
  return { documentId: `fuzz-${i}`, title, source: `${lines.join('\n')}\n` };
}

function taskLine(at: number, from: number, picks: RandomPicks): string {
  const subject = thing(picks);
  const [lead, ...others] = picks.several(BODIES, 3).map((body) => `市${body}`);
  const districts = picks.number(3) === 0 ? '、各区人民政府' : `、${picks.pick(DISTRICTS)}区人民政府`;
  const figure = `到${from + 1 + picks.number(2)}年底，${picks.pick(VERBS)}${subject}${10 + picks.number(900)}${picks.pick(['个', '处', '万平方米', '公里', '家'])}`;
  const money = `安排资金${1 + picks.number(90)}亿元，占比达到${5 + picks.number(90)}%`;
  return `（${NUMBERS[at]}）${subject}${picks.pick(ACTS)}。${picks.pick(VERBS)}${thing(picks)}${picks.pick(ACTS)}，${picks.pick(VERBS)}${thing(picks)}体系。${figure}；${money}。（${lead}牵头，${others.join('、')}${districts}配合）`;
}

function thing(picks: RandomPicks): string {
  return picks.pick(FIELDS) + picks.pick(THINGS);
}

/** Words of these policies, for messages that name what is there. */
export const POLICY_WORDS = { PLACE, FIELDS, THINGS, ACTS, KINDS, BODIES, DISTRICTS } as const;
