import { useEffect, useState } from 'preact/hooks';
import { useMyUnit } from '../shell/my-unit.ts';
import { type Examples, findExamples } from './find-examples.ts';

/** An empty conversation: what may be asked, taken from what is loaded. */
export function Welcome({ onAsk }: { readonly onAsk: (message: string) => void }) {
  const [examples, setExamples] = useState<Examples>({ documents: 0, clauses: 0, questions: [] });
  const unit = useMyUnit();
  useEffect(() => {
    const stop = new AbortController();
    findExamples(stop.signal)
      .then(setExamples)
      .catch(() => undefined);
    return () => stop.abort();
  }, []);
  const questions = unit === '' ? examples.questions : ['我单位有哪些任务？', ...examples.questions];
  return (
    <section class="welcome">
      <h1>问政策，看条文</h1>
      <p class="lead">每个回答都给出所依据的条文原文和负责单位；文件没有写的，会直接说明。</p>
      {examples.documents > 0 && (
        <p class="quiet">
          现收录 {examples.documents} 份文件，{examples.clauses} 条。
        </p>
      )}
      {questions.length > 0 && (
        <div class="examples">
          <h2>可以这样问</h2>
          {questions.map((question) => (
            <button key={question} type="button" class="suggestion" onClick={() => onAsk(question)}>
              {question}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}
