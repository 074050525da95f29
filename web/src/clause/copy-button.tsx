import { useState } from 'preact/hooks';

interface Props {
  readonly text: string;
  readonly label: string;
  readonly isPlain?: boolean;
}

/** Copies; where the clipboard is closed to pages without https, through a selected field. */
export function CopyButton({ text, label, isPlain = false }: Props) {
  const [result, setResult] = useState<'none' | 'copied' | 'failed'>('none');
  const copy = async () => {
    setResult((await copyText(text)) ? 'copied' : 'failed');
    window.setTimeout(() => setResult('none'), 2500);
  };
  return (
    <button type="button" class={`button${isPlain ? '' : ' button-primary'}`} onClick={copy}>
      <span aria-live="polite">
        {result === 'copied' ? '已复制' : result === 'failed' ? '未能复制' : label}
      </span>
    </button>
  );
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'off-screen';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}
