import type { Report } from '../api/types.ts';
import { describeMs, describeNotices, describeReasons, percent } from './describe-numbers.ts';

interface KeyNumber {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** The report at a glance. */
export function KeyNumbers({ report }: { readonly report: Report }) {
  return (
    <dl class="key-numbers">
      {numbersOf(report).map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="key-number">{value}</dd>
          {note !== '' && <dd class="quiet">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}

function numbersOf({ totals, feedback, latency, modelShare, notices }: Report): readonly KeyNumber[] {
  const { questions, answered, refused } = totals;
  return [
    { name: '提问', value: String(questions), note: `已答 ${answered}` },
    {
      name: '未答',
      value: String(refused),
      note: describeReasons(totals.refusedByReason),
    },
    {
      name: '把握不大',
      value: String(totals.lowConfidence),
      note: answered > 0 ? `占已答的 ${percent(totals.lowConfidence / answered)}` : '',
    },
    {
      name: '好评',
      value: percent(feedback.upShare),
      note: `好 ${feedback.up}，差 ${feedback.down}`,
    },
    {
      name: '用时中位数',
      value: latency ? describeMs(latency.p50Ms) : '—',
      note: latency ? `第 99 百分位 ${describeMs(latency.p99Ms)}` : '',
    },
    { name: '模型参与', value: percent(modelShare), note: describeNotices(notices) },
  ];
}
