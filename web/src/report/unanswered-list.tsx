import { useState } from 'preact/hooks';
import type { QuestionGroup } from '../api/types.ts';
import { describeReasons, describeTime } from './describe-numbers.ts';

const SHOWN = 15;

/** Questions without an answer, those alike together. */
export function UnansweredList({ groups }: { readonly groups: readonly QuestionGroup[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? groups : groups.slice(0, SHOWN);
  return (
    <>
      <ol class="question-groups">
        {shown.map((group) => (
          <li key={group.title}>
            <span class="group-count" title={`${group.count} 次`}>
              {group.count}
              <span class="off-screen"> 次</span>
            </span>
            <div>
              <p>{group.title}</p>
              <p class="quiet">{describeReasons(group.reasons)}</p>
              {group.questions.length > 1 && <OtherQuestions group={group} />}
            </div>
          </li>
        ))}
      </ol>
      {shown.length < groups.length && (
        <button type="button" class="text-button" onClick={() => setShowsAll(true)}>
          显示全部 {groups.length} 组
        </button>
      )}
    </>
  );
}

function OtherQuestions({ group }: { readonly group: QuestionGroup }) {
  return (
    <details>
      <summary class="quiet">{group.questions.length} 种问法</summary>
      <ul class="other-questions">
        {group.questions.map(({ messageId, question, count, askedAt }) => (
          <li key={messageId}>
            {question}{' '}
            <span class="quiet">
              {count > 1 ? `${count} 次，最近 ${describeTime(askedAt)}` : describeTime(askedAt)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
