import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { explainFailure, jsonRequest, onSignedOut, request } from '../api/client.ts';

/** Shows the page, or, where the service wants a key and has none, a field for it. The key is exchanged for a cookie. */
export function SignInGate({ children }: { readonly children: ComponentChildren }) {
  const [isOut, setOut] = useState(false);
  useEffect(() => onSignedOut(() => setOut(true)), []);
  return isOut ? <SignIn onDone={() => setOut(false)} /> : children;
}

function SignIn({ onDone }: { readonly onDone: () => void }) {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const signIn = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    try {
      await request('/api/session', jsonRequest('POST', { key: key.trim() }));
      onDone();
    } catch (error) {
      setProblem(explainFailure(error));
    }
  };
  return (
    <main class="sign-in">
      <h1>条文</h1>
      <p>本服务需要访问密钥。密钥由管理员提供，只用来登录，不会保存在网页里。</p>
      <form onSubmit={signIn}>
        <label for="access-key">访问密钥</label>
        <input
          id="access-key"
          type="password"
          autocomplete="off"
          spellcheck={false}
          value={key}
          onInput={(event) => setKey(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={key.trim() === ''}>
          登录
        </button>
        <p role="alert">{problem}</p>
      </form>
    </main>
  );
}
