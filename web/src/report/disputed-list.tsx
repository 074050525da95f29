import type { DisputedAnswer } from '../api/types.ts';
import { Blocks } from '../chat/blocks.tsx';
import { CopyButton } from '../clause/copy-button.tsx';
import { navigate } from '../shell/navigation.ts';
import { parseMarkdown } from '../text/parse-markdown.ts';
import { ClauseList } from './clause-list.tsx';
import { describeTime } from './describe-numbers.ts';

/** Answers that did not help, with what their askers said. */
export function DisputedList({ answers }: { readonly answers: readonly DisputedAnswer[] }) {
  return (
    <ul class="report-cards">
      {answers.map((entry) => (
        <li key={entry.messageId}>
          <p class="card-question">{entry.question}</p>
          {entry.comment !== null && <p class="card-comment">{entry.comment}</p>}
          <details>
            <summary class="quiet">当时的答案，{entry.clauses.length} 处出处</summary>
            <div class="answer-text">
              <Blocks blocks={parseMarkdown(entry.answer)} onMarker={(marker) => openClause(entry, marker)} />
            </div>
            <ClauseList clauses={entry.clauses} />
          </details>
          <p class="quiet card-foot">
            {describeTime(entry.givenAt)} 评价
            <CopyButton
              text={`npm run report -- case ${entry.messageId}`}
              label="复制写成评测题的命令"
              isPlain
            />
          </p>
        </li>
      ))}
    </ul>
  );
}

function openClause({ clauses }: DisputedAnswer, marker: number): void {
  const clause = clauses.find((own) => own.marker === marker);
  if (clause) navigate({ page: 'clause', clauseId: clause.clauseId, citedHash: clause.textHash });
}
