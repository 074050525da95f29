import type { PolicyDocument } from '../domain/policy-document.ts';
import type { UnitRole } from '../domain/responsible-unit.ts';
import type { Ask, QuestionReading } from './question-reading.ts';

const ROLE_QUESTION: Readonly<Record<UnitRole, string>> = {
  lead: '由谁牵头',
  supporting: '由谁配合',
  responsible: '责任单位是谁',
};

/**
 * The question as it was understood, standing alone: a follow-up is spelled out from its slots. 「那配合单位呢？」 after
 * 岸电改造 → 「《…行动方案》中，岸电改造由谁配合？」
 */
export function resolveQuestion(reading: QuestionReading, documents: readonly PolicyDocument[]): string {
  if (!reading.isFollowUp) return reading.question;
  const named = documents.filter((document) => reading.documents.named.includes(document.documentId));
  const place = named.length > 0 ? `${named.map((document) => `《${document.title}》`).join('和')}中，` : '';
  const parts = reading.asks.map((ask) => askText(ask, reading));
  const text = parts.join('');
  return text.startsWith('《') ? text : `${place}${text}`;
}

function askText(ask: Ask, reading: QuestionReading): string {
  const topic = ask.topic.join('、');
  const units = ask.units.map((unit) => unit.mention).join('、');
  const roles = ask.roles.length > 0 ? ask.roles.map((role) => ROLE_QUESTION[role]).join('、') : '由谁负责';
  const own = ask.text.replace(/^(?:那么?|还有|那按)/, '').replace(/[？。]$/, '');
  switch (ask.form) {
    case 'who':
      return `${topic}${ask.unitKind === 'district' ? '涉及哪几个区' : roles}？`;
    case 'list':
    case 'how-many':
      if (units !== '')
        return `${units}${roleWord(ask.roles)}的任务有哪些${topic === '' ? '' : `（${topic}）`}？`;
      return `${own}？`;
    case 'yes-no':
      return units !== '' ? `${topic}是否由${units}${roleWord(ask.roles) || '负责'}？` : `${own}？`;
    default:
      return reading.isBoundToFocus && !topic.split('、').some((word) => own.includes(word))
        ? `${topic}：${own}？`
        : /呢$/.test(own)
          ? `${topic}${ask.form === 'number' ? '是多少' : ask.form === 'compare' ? '有什么不同' : '有哪些内容'}？`
          : `${own}？`;
  }
}

function roleWord(roles: readonly UnitRole[]): string {
  if (roles.length === 1 && roles[0] === 'lead') return '牵头';
  if (roles.length === 1 && roles[0] === 'supporting') return '配合';
  return roles.includes('responsible') ? '负责' : roles.length > 0 ? '参与' : '';
}
