import { useEffect, useRef, useState } from 'preact/hooks';

interface Props {
  readonly isAsking: boolean;
  readonly isFollowUp: boolean;
  readonly onAsk: (message: string) => void;
  readonly onStop: () => void;
}

const MOST_CHARACTERS = 4000;

/** Where the question is written: Enter sends, Shift+Enter begins a line. */
export function Composer({ isAsking, isFollowUp, onAsk, onStop }: Props) {
  const [message, setMessage] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const length = [...message].length;
  const isSendable = message.trim() !== '' && length <= MOST_CHARACTERS && !isAsking;

  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 220)}px`;
  }, [message]);

  const send = () => {
    if (!isSendable) return;
    onAsk(message.trim());
    setMessage('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter takes its candidate.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        value={message}
        aria-label="问题"
        aria-describedby="composer-help"
        placeholder={
          isFollowUp ? '接着问，例如：那配合单位呢？' : '问政策条文：哪一条规定、由谁牵头、谁配合…'
        }
        onInput={(event) => setMessage(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {isAsking ? (
        <button type="button" class="button send" onClick={onStop}>
          停止
        </button>
      ) : (
        <button type="submit" class="button button-primary send" disabled={!isSendable}>
          提问
        </button>
      )}
      <p id="composer-help" class="composer-help">
        {length > MOST_CHARACTERS ? (
          `超过 ${MOST_CHARACTERS} 字，请缩短`
        ) : (
          <>
            <span class="only-wide">Enter 发送，Shift+Enter 换行。</span>答案只来自已收录的文件。
          </>
        )}
      </p>
    </form>
  );
}
