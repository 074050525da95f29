import type { Answer } from '../api/types.ts';

interface Props {
  readonly answer: Answer;
  readonly onPrint: () => void;
}

/** How the answer was made and checked, said quietly. */
export function AnswerFooter({ answer, onPrint }: Props) {
  return (
    <footer class="answer-footer">
      {!answer.refused && (
        <span class="mode">{answer.aiGenerated ? 'AI生成·逐句核对' : '原文摘录·引文已核对'}</span>
      )}
      {!answer.refused && <span>{describeChecks(answer)}</span>}
      {answer.notices?.map((notice) => (
        <span key={notice.code}>{notice.message}</span>
      ))}
      <button type="button" class="text-button answer-actions" onClick={onPrint}>
        打印
      </button>
    </footer>
  );
}

function describeChecks({ modelReport, citations }: Answer): string {
  const repaired = citations.filter((citation) => citation.verification === 'repaired').length;
  const quotes = `引文 ${citations.length} 处${repaired > 0 ? `，其中 ${repaired} 处按原文更正` : '，与原文一致'}`;
  if (!modelReport || modelReport.written === 0) return quotes;
  const { written, verified, repaired: mended, dropped, replaced } = modelReport;
  const parts = [`模型写 ${written} 句`, `核对通过 ${verified + mended} 句`];
  if (dropped > 0) parts.push(`未通过而舍去 ${dropped} 句`);
  if (replaced > 0) parts.push(`以原文补入 ${replaced} 句`);
  return `${parts.join('，')}；${quotes}`;
}
