import { useEffect, useRef, useState } from 'preact/hooks';
import type { Citation, Feedback } from '../api/types.ts';
import { AnswerView } from './answer-view.tsx';
import { Composer } from './composer.tsx';
import { describeProgress } from './describe-progress.ts';
import type { Dialogue } from './dialogue.ts';
import { Welcome } from './welcome.tsx';

export interface OpenCitation {
  readonly turnKey: string;
  readonly citation: Citation;
}

interface Props {
  readonly dialogue: Dialogue;
  readonly opened: OpenCitation | null;
  readonly onOpen: (opened: OpenCitation) => void;
  readonly onAsk: (message: string, replacing?: string) => void;
  readonly onStop: () => void;
  readonly onFeedback: (turnKey: string, feedback: Feedback | null) => void;
}

/** A conversation: its questions and answers, and where the next one is written. */
export function ChatPage({ dialogue, opened, onOpen, onAsk, onStop, onFeedback }: Props) {
  const { turns, loading } = dialogue;
  const last = turns.at(-1);
  const isAsking = last?.state === 'asking';
  /** While one answer alone is printed: its turn. */
  const [printed, setPrinted] = useState<string | null>(null);
  const lastTurn = useRef<HTMLElement>(null);
  // When it is asked there may be too little below it to bring it to the top; once it is answered there is more.
  useEffect(() => lastTurn.current?.scrollIntoView({ block: 'start' }), [last?.key, isAsking]);
  useEffect(() => {
    if (printed === null) return;
    window.print();
    setPrinted(null);
  }, [printed]);
  return (
    <div class={`chat${printed === null ? '' : ' prints-one'}`}>
      <div class="chat-turns">
        {loading === 'yes' && <p class="waiting">正在取回会话…</p>}
        {typeof loading === 'object' && <p class="notice">{loading.failed}可以在下面另问。</p>}
        {turns.length === 0 && loading === 'no' && <Welcome onAsk={onAsk} />}
        {turns.map((turn) => (
          <article
            class={`turn${printed === turn.key ? ' is-printed' : ''}`}
            key={turn.key}
            ref={turn === last ? lastTurn : undefined}
          >
            <h2 class="question">{turn.question}</h2>
            <AnswerView
              turn={turn}
              openMarker={opened?.turnKey === turn.key ? opened.citation.marker : null}
              onOpen={(citation) => onOpen({ turnKey: turn.key, citation })}
              onRetry={() => onAsk(turn.question, turn.key)}
              onPrint={() => setPrinted(turn.key)}
              onFeedback={(feedback) => onFeedback(turn.key, feedback)}
            />
          </article>
        ))}
        {last?.answer && last.answer.followUps.length > 0 && (
          <nav class="follow-ups" aria-label="可以接着问">
            <h3>可以接着问</h3>
            {last.answer.followUps.map((question) => (
              <button key={question} type="button" class="suggestion" onClick={() => onAsk(question)}>
                {question}
              </button>
            ))}
          </nav>
        )}
      </div>
      <p class="off-screen" role="status">
        {last ? describeProgress(last) : ''}
      </p>
      <Composer isAsking={isAsking} isFollowUp={turns.length > 0} onAsk={onAsk} onStop={onStop} />
    </div>
  );
}
