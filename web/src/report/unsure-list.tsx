import type { UnsureAnswer } from '../api/types.ts';
import { ClauseList } from './clause-list.tsx';
import { describeTime } from './describe-numbers.ts';

/** Answers whose clause was chosen with little confidence. */
export function UnsureList({ answers }: { readonly answers: readonly UnsureAnswer[] }) {
  return (
    <ul class="report-cards">
      {answers.map((entry) => (
        <li key={entry.messageId}>
          <p class="card-question">{entry.question}</p>
          <ClauseList clauses={entry.clauses} />
          <p class="quiet card-foot">
            {describeTime(entry.askedAt)} · 把握 {Math.round(entry.confidence * 100)}%
          </p>
        </li>
      ))}
    </ul>
  );
}
