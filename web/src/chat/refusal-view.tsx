import type { Answer } from '../api/types.ts';
import { ClauseLinks } from '../clause/clause-links.tsx';

/** The documents do not say: an ordinary outcome, shown as help. */
export function RefusalView({ refusal }: { readonly refusal: NonNullable<Answer['refusal']> }) {
  return (
    <div class="refusal">
      <p>{refusal.message}</p>
      {refusal.nearest.length > 0 ? (
        <>
          <h3>内容相近的条文，供参考</h3>
          <ClauseLinks clauses={refusal.nearest} />
        </>
      ) : (
        <p class="quiet">可以写明文件名称、任务名称或单位名称再问，例如“智慧港口建设由谁负责？”。</p>
      )}
      {refusal.contact && <Contact {...refusal.contact} />}
    </div>
  );
}

function Contact({ text, url }: { readonly text: string; readonly url?: string }) {
  const isSafe = url !== undefined && /^(?:https?|tel):/.test(url);
  return (
    <p class="contact">
      如需人工解答：
      {isSafe ? (
        <a href={url} rel="noopener noreferrer">
          {text}
        </a>
      ) : (
        text
      )}
    </p>
  );
}
