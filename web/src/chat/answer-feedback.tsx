import { useRef, useState } from 'preact/hooks';
import { explainFailure, jsonRequest, request, ServiceProblem } from '../api/client.ts';
import type { Feedback, Verdict } from '../api/types.ts';
import { ThumbIcon } from './thumb-icon.tsx';

const LONGEST_COMMENT = 1000;
const NAMES: Readonly<Record<Verdict, string>> = { up: '有帮助', down: '没帮助' };
const VERDICTS: readonly Verdict[] = ['up', 'down'];

interface Props {
  readonly messageId: string;
  readonly given: Feedback | null;
  readonly onGiven: (feedback: Feedback | null) => void;
}

/** Whether the answer helped: a verdict, taken back by a second press, and then what one likes to add. */
export function AnswerFeedback({ messageId, given, onGiven }: Props) {
  const [isWriting, setWriting] = useState(false);
  const [isSending, setSending] = useState(false);
  const [told, setTold] = useState('');
  const pressed = useRef<HTMLButtonElement>(null);
  const send = async (work: () => Promise<Feedback | null>): Promise<boolean> => {
    if (isSending) return false;
    setSending(true);
    setTold('');
    try {
      onGiven(await work());
      return true;
    } catch (error) {
      setTold(`没有记下：${explainFailure(error)}`);
      return false;
    } finally {
      setSending(false);
    }
  };
  const press = async (verdict: Verdict) => {
    const isTakenBack = given?.verdict === verdict;
    const isDone = await send(() => (isTakenBack ? takeBack(messageId) : give({ messageId, verdict })));
    if (!isDone) return;
    setWriting(!isTakenBack);
    setTold(isTakenBack ? '已撤回。' : '已记下，谢谢。');
  };
  const close = () => {
    setWriting(false);
    pressed.current?.focus();
  };
  const comment = async (text: string) => {
    if (given === null) return;
    const { verdict } = given;
    if (!(await send(() => give({ messageId, verdict, ...(text !== '' && { comment: text }) })))) return;
    setTold('已收到，谢谢。');
    close();
  };
  return (
    <div class="feedback">
      <div class="feedback-row">
        <fieldset class="thumbs">
          <legend class="off-screen">这个回答有没有帮助</legend>
          {VERDICTS.map((verdict) => (
            <button
              key={verdict}
              type="button"
              class="thumb"
              ref={given?.verdict === verdict ? pressed : undefined}
              aria-label={NAMES[verdict]}
              title={NAMES[verdict]}
              aria-pressed={given?.verdict === verdict}
              onClick={() => press(verdict)}
            >
              <ThumbIcon verdict={verdict} />
            </button>
          ))}
        </fieldset>
        <span role="status">{told}</span>
      </div>
      {given !== null && !isWriting && given.comment !== null && (
        <p class="feedback-comment">
          <span>您的说明：{given.comment}</span>
          <button type="button" class="text-button" onClick={() => setWriting(true)}>
            修改
          </button>
        </p>
      )}
      {given !== null && isWriting && (
        <CommentForm
          key={given.verdict}
          verdict={given.verdict}
          initial={given.comment ?? ''}
          onSend={comment}
          onClose={close}
        />
      )}
    </div>
  );
}

interface FormProps {
  readonly verdict: Verdict;
  readonly initial: string;
  readonly onSend: (text: string) => void;
  readonly onClose: () => void;
}

function CommentForm({ verdict, initial, onSend, onClose }: FormProps) {
  const [text, setText] = useState(initial);
  const isUnchanged = text.trim() === initial;
  return (
    <form
      class="feedback-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isUnchanged) onSend(text.trim());
      }}
    >
      <label>
        {verdict === 'down' ? '哪里不对？' : '有什么想说的？'}
        <span class="quiet">可不填；请不要写个人信息</span>
        <textarea
          class="field"
          rows={2}
          maxLength={LONGEST_COMMENT}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button" disabled={isUnchanged}>
        发送说明
      </button>
      <button type="button" class="button button-plain" onClick={onClose}>
        不写了
      </button>
    </form>
  );
}

async function give(body: {
  readonly messageId: string;
  readonly verdict: Verdict;
  readonly comment?: string;
}): Promise<Feedback> {
  const response = await request('/api/feedback', jsonRequest('POST', body));
  const { verdict, comment } = (await response.json()) as Feedback;
  return { verdict, comment };
}

/** What is not there any more is taken back, too. */
async function takeBack(messageId: string): Promise<null> {
  try {
    await request(`/api/feedback/${encodeURIComponent(messageId)}`, { method: 'DELETE' });
  } catch (error) {
    if (!(error instanceof ServiceProblem && error.status === 404)) throw error;
  }
  return null;
}
