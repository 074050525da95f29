import { describe, expect, it } from 'vitest';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import { askedKinds, offersKind } from '../../src/judging/asked-kinds.ts';
import { chooseStretch } from '../../src/judging/choose-stretch.ts';
import { readMessage } from '../../src/judging/clause-features.ts';
import { viewClause } from '../../src/retrieval/clause-view.ts';

function clauseOf(text: string): ClauseRecord {
  return {
    clauseId: 'd:1',
    documentId: 'd',
    order: 0,
    title: '',
    path: [],
    text,
    runs: [],
    span: { start: 0, end: text.length },
    textHash: '',
    normalized: false,
    deadline: null,
    units: [],
    taskId: 'd:1',
  };
}

describe('chooseStretch', () => {
  const text =
    '本市实行河湖巡查制度。镇级河长每周至少巡查一次所管河段。发现问题的，应当在两日内上报。巡查经费由县财政承担，列入年度预算，专款专用，任何单位和个人不得截留、挪用，结余部分结转下一年度继续用于河湖管护，并接受审计部门和社会公众的监督，监督结果每年向社会公布一次，公布的内容包括经费的来源、用途和使用效果。';

  it('picks the sentence that answers, as it stands in the clause', () => {
    const stretch = chooseStretch(readMessage('镇级河长多久巡查一次？'), viewClause(clauseOf(text)))!;
    expect(text.slice(stretch.start, stretch.end)).toContain('每周至少巡查一次');
    expect(text.slice(stretch.start, stretch.end)).not.toContain('县财政');
  });

  it('is the whole of a short clause, whose sentences say together what holds', () => {
    const short = '老年人迁出本县的，自次月起停发。因未及时告知造成多领的，由乡镇负责追回。';
    const stretch = chooseStretch(readMessage('老人迁走了还能领吗？'), viewClause(clauseOf(short)))!;
    expect(short.slice(stretch.start, stretch.end)).toBe(short);
  });

  it('says the answer and not the question that it belongs to', () => {
    const answer = '答：可以。每年最多更换2次，应当于每月20日前提出。';
    const whole = `问13：中途可以换护理院吗？\n${answer}`;
    const stretch = chooseStretch(
      readMessage('今年换过一回护理院了，中途还可以再换吗'),
      viewClause(clauseOf(whole)),
    )!;
    expect(whole.slice(stretch.start, stretch.end)).toBe(answer);
  });

  it('says of a long answer what fits, and never its question', () => {
    const filler = '经办机构按月核对名单，核对结果在服务大厅公布，申请人可以现场查询。'.repeat(10);
    const whole = `问：护理院可以换几次？\n答：${filler}每年最多更换护理院2次。`;
    const stretch = chooseStretch(readMessage('护理院一年可以换几次？'), viewClause(clauseOf(whole)))!;
    expect(whole.slice(stretch.start, stretch.end)).toContain('最多更换护理院2次');
    expect(whole.slice(stretch.start, stretch.end)).not.toContain('问：');
  });

  it('follows what was read of its passages rather than common words', () => {
    const words = viewClause(clauseOf('河长每周巡查。河长巡查不力的，约谈。经费由县里出，一年十万。'));
    const readings = [
      { level: -6, sentences: [0, 1] },
      { level: 5, sentences: [2] },
    ];
    const stretch = chooseStretch(readMessage('河长巡查的钱从哪来'), words, readings)!;
    expect(words.clause.text.slice(stretch.start, stretch.end)).toContain('经费由县里出');
  });

  it('is one run of the text, within its bounds', () => {
    for (const question of ['巡查经费谁出', '发现问题几天上报', '河长', '']) {
      const stretch = chooseStretch(readMessage(question), viewClause(clauseOf(text)))!;
      expect(stretch.start).toBeGreaterThanOrEqual(0);
      expect(stretch.end).toBeLessThanOrEqual(text.length);
      expect(stretch.start).toBeLessThan(stretch.end);
    }
  });

  it('has nothing to say of an empty clause', () => {
    expect(chooseStretch(readMessage('河长'), viewClause(clauseOf('')))).toBeNull();
  });
});

describe('kinds of fact', () => {
  it.each([
    ['补贴多少钱', 'figure', '每人补贴500元', true],
    ['什么时候截止', 'date', '截止到2026年6月30日', true],
    ['什么时候截止', 'date', '按规定办理', false],
    ['联系电话是多少', 'contact', '电话0571-88880000', true],
    ['多久办完', 'duration', '每周至少巡查一次', false],
    ['几天办完', 'duration', '5个工作日内办结', true],
  ] as const)('%s asks for a %s, and 「%s」 offers it: %s', (question, kind, stretch, expected) => {
    expect(askedKinds(question).has(kind)).toBe(true);
    expect(offersKind(stretch, kind)).toBe(expected);
  });
});
