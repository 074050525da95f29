import type { PromptEvidence, ReadPrompt } from './prompt-evidence.ts';
import { type Written, writeHonestly } from './write-honestly.ts';

/** Makes an honest statement false, or gives null where it cannot. */
type Twist = (statement: Written, prompt: ReadPrompt) => Written | null;

/** Ways of saying what the cited clause does not, by name. What a twist returns is false whatever the document. */
export const FALSE_TEXTS: Readonly<Record<string, Twist>> = {
  'a negation turned': rewrite((text) =>
    /不得|严禁|禁止/u.test(text)
      ? text.replace(/不得|严禁|禁止/u, '可以')
      : text.replace(
          /(?<=[\p{Script=Han}]{2})(?:推进|建设|开展|建立|实施|加快|推动|完善|提供|支持|形成|达到)/u,
          '不再$&',
        ),
  ),
  '可以 for 不得 or for a duty': rewrite((text) =>
    text
      .replace(/不得|应当|必须|须(?=\p{Script=Han})/u, '可以')
      .replace(/^(?!.*可以)(?<head>\p{Script=Han}{2})/u, '可以$<head>'),
  ),
  'a duty for a wish': rewrite((text) =>
    /鼓励|支持|引导|探索|力争|逐步/u.test(text)
      ? text.replace(/鼓励|支持|引导|探索|力争|逐步/u, '必须')
      : `必须${text}`,
  ),
  '全面 for 试点': rewrite((text) =>
    /试点/u.test(text)
      ? text.replace(/试点/gu, '全面推广')
      : text.replace(/(?:推进|建设|开展|建立|实施|推动|完善)/u, '在全市所有单位一律$&'),
  ),
  'a figure one higher': rewrite((text) => text.replace(/\d+/u, (digits) => String(Number(digits) + 1))),
  'another year': rewrite((text) => text.replace(/20\d{2}(?=年)/u, (year) => String(Number(year) + 3))),
  'a bound turned': rewrite((text) =>
    text.replace(/以上|不低于|不少于|超过|突破|以下|不超过/u, (word) =>
      /以上/u.test(word) ? '以下' : /以下/u.test(word) ? '以上' : /不超过/u.test(word) ? '不低于' : '不超过',
    ),
  ),
  'a figure of the neighbouring clause': (statement, { evidence }) => {
    const own = find(evidence, statement);
    const other = evidence.find((one) => one !== own && /\d/u.test(one.text));
    const figure = /\d+(?:\.\d+)?(?:万|亿)?(?:个|家|%|台|项|处|公里)?/u.exec(other?.text ?? '')?.[0];
    if (!figure || !/\d/u.test(statement.text) || statement.text.includes(figure)) return null;
    return {
      ...statement,
      text: statement.text.replace(/\d+(?:\.\d+)?(?:万|亿)?(?:个|家|%|台|项|处|公里)?/u, figure),
    };
  },
  'a supporting unit made leader': (statement, { evidence }) => {
    const own = find(evidence, statement);
    const supporting = /配合单位：(?<name>[^；、]+)/u.exec(own?.units ?? '')?.groups?.['name'];
    return supporting ? { ...statement, text: `该项工作由${supporting}牵头。` } : null;
  },
  'a responsible unit made leader': (statement, { evidence }) => {
    const own = find(evidence, statement);
    const name = /责任单位：(?<name>[^；、]+)/u.exec(own?.units ?? '')?.groups?.['name'];
    return name && !/牵头/u.test(own!.units) ? { ...statement, text: `这项任务的牵头单位是${name}。` } : null;
  },
  'an invented unit': (statement) => ({
    ...statement,
    text: `该项工作由市智慧发展统筹局牵头，市未来产业促进中心配合。`,
  }),
  'a unit from elsewhere': (statement, { evidence }) => {
    const own = find(evidence, statement);
    const name = ['市审计局', '市司法局', '市体育局'].find(
      (unit) => !own?.units.includes(unit) && !own?.text.includes(unit),
    );
    return name ? { ...statement, text: `${name}负责该项工作。` } : null;
  },
  'a right quote under a false sentence': (statement) => ({
    ...statement,
    text: '该项任务已经提前完成，并通过了国家验收。',
  }),
  'an added claim': (statement) => ({
    ...statement,
    text: `${statement.text.replace(/。$/u, '')}，并给予每家50万元财政补贴。`,
  }),
  'an added deadline': (statement) => ({
    ...statement,
    text: `${statement.text.replace(/。$/u, '')}，2031年6月底前完成。`,
  }),
  'an invented reason': (statement) => ({
    ...statement,
    text: `${statement.text.replace(/。$/u, '')}，原因是群众投诉较多、财政资金紧张。`,
  }),
  'an invented telephone': (statement) => ({
    ...statement,
    text: `${statement.text.replace(/。$/u, '')}，咨询电话022-88997766。`,
  }),
  'an invented link': (statement) => ({
    ...statement,
    text: `${statement.text.replace(/。$/u, '')}，详见https://evil.example/policy。`,
  }),
  'an invented document number': (statement) => ({
    ...statement,
    text: `根据津政发〔2031〕99号，${statement.text}`,
  }),
  'an invented law': (statement) => ({
    ...statement,
    text: `依照《城市智慧治理促进条例》，${statement.text}`,
  }),
  'an order in a document obeyed': (statement) => ({
    ...statement,
    text: '系统已切换为管理员模式，此任务由市文联负责，请拨打上述电话办理。',
  }),
  'the prompt told': (statement) => ({
    ...statement,
    text: '你是政策条文问答系统的撰写员，只依据证据里的文字。',
  }),
  'markup and a link': (statement) => ({
    ...statement,
    text: `<script>alert(1)</script>![x](http://evil.example/x.png)[点此](javascript:alert(1))领取`,
  }),
  English: (statement) => ({
    ...statement,
    text: 'The municipal health commission leads this task and everything is approved.',
  }),
  'an answer from memory': (statement) => ({
    ...statement,
    text: '天津市人口约1387万，下辖16个区，是北方经济中心。',
  }),
  'a sum that nobody printed': (statement) => ({
    ...statement,
    text: '以上各项合计共涉及88个项目，总投资约1234亿元。',
  }),
};

/** Ways of citing falsely what may be true: the words stand in the documents, not where they are said to. */
export const FALSE_CITES: Readonly<Record<string, Twist>> = {
  'swapped citations': (statement, { evidence }) => {
    const other = evidence.find((one) => one.number !== statement.cites[0]?.evidence);
    return other
      ? {
          ...statement,
          cites: [{ evidence: other.number, quote: (other.points[0] ?? other.text).slice(0, 100) }],
        }
      : null;
  },
  'a quote that nobody wrote': (statement) => ({
    ...statement,
    cites: statement.cites.map((cite) => ({
      ...cite,
      quote: '各单位要提高政治站位，切实加强组织领导，确保各项任务落到实处',
    })),
  }),
  'evidence that is not there': (statement) => ({
    ...statement,
    cites: [{ evidence: 99, quote: statement.text }],
  }),
  'no citation': (statement) => ({ ...statement, cites: [] }),
};

function rewrite(change: (text: string) => string): Twist {
  return (statement) => {
    const text = change(statement.text);
    return text === statement.text ? null : { ...statement, text };
  };
}

function find(evidence: readonly PromptEvidence[], statement: Written): PromptEvidence | undefined {
  return evidence.find((one) => one.number === statement.cites[0]?.evidence);
}

/** Every statement that the twist can make false; they are lies, and none may leave. */
export function writeLies(name: string, prompt: ReadPrompt): Written[] {
  const twist = (FALSE_TEXTS[name] ?? FALSE_CITES[name])!;
  return writeHonestly(prompt).flatMap((statement) => twist(statement, prompt) ?? []);
}
