import type { Citation, Feedback } from '../api/types.ts';
import { ClauseLinks } from '../clause/clause-links.tsx';
import { type AnswerPart, comparisonOf, partsOf } from '../text/answer-tables.ts';
import { parseMarkdown, parseStatements } from '../text/parse-markdown.ts';
import { UnitsByRole } from '../unit/unit-chips.tsx';
import { AnswerFeedback } from './answer-feedback.tsx';
import { AnswerFooter } from './answer-footer.tsx';
import { ComparisonTable, ListTable } from './answer-table.tsx';
import { Blocks } from './blocks.tsx';
import { RefusalView } from './refusal-view.tsx';
import { SourceList } from './source-list.tsx';
import type { Turn } from './turn.ts';

interface Props {
  readonly turn: Turn;
  readonly openMarker: number | null;
  readonly onOpen: (citation: Citation) => void;
  readonly onRetry: () => void;
  readonly onPrint: () => void;
  readonly onFeedback: (feedback: Feedback | null) => void;
}

/** One answer: as it comes from its text, once whole from its statements. */
export function AnswerView({ turn, openMarker, onOpen, onRetry, onPrint, onFeedback }: Props) {
  const { answer } = turn;
  const isAsking = turn.state === 'asking';
  const open = (marker: number) => {
    const citation = turn.citations.find((own) => own.marker === marker);
    if (citation) onOpen(citation);
  };
  const parts = answer ? partsOf(answer) : null;
  const comparison = answer && parts && comparisonOf(answer, parts);
  return (
    <div class="answer">
      <div class="answer-text">
        {answer?.refusal ? (
          <RefusalView refusal={answer.refusal} />
        ) : (
          <AnswerText parts={parts} told={turn.text} onMarker={open} />
        )}
        {isAsking && turn.text === '' && <p class="waiting">正在查找条文…</p>}
      </div>
      {comparison ? (
        <ComparisonTable rows={comparison} onMarker={open} />
      ) : (
        answer && <UnitsByRole units={answer.responsibleUnits} />
      )}
      {answer?.viaCollective && answer.viaCollective.length > 0 && (
        <details class="via-collective">
          <summary>另有 {answer.viaCollective.length} 条经集体称谓涉及，未点名，不计入以上</summary>
          <ClauseLinks clauses={answer.viaCollective} />
        </details>
      )}
      <SourceList citations={turn.citations} openMarker={openMarker} onOpen={onOpen} />
      {turn.problem !== null && (
        <p class="turn-problem" role="status">
          <span>{turn.problem}</span>
          <button type="button" class="button" onClick={onRetry}>
            重试
          </button>
        </p>
      )}
      {answer && <AnswerFooter answer={answer} onPrint={onPrint} />}
      {answer && <AnswerFeedback messageId={answer.messageId} given={turn.feedback} onGiven={onFeedback} />}
    </div>
  );
}

interface TextProps {
  /** Null until the answer is whole. */
  readonly parts: readonly AnswerPart[] | null;
  /** What came so far. */
  readonly told: string;
  readonly onMarker: (marker: number) => void;
}

/** Lists are tables once the answer is whole; until then they grow as they come. */
function AnswerText({ parts, told, onMarker }: TextProps) {
  if (parts === null) return <Blocks blocks={parseMarkdown(told)} onMarker={onMarker} />;
  return (
    <>
      {parts.map((part, i) =>
        part.kind === 'list' ? (
          <ListTable key={i} rows={part.rows} onMarker={onMarker} />
        ) : (
          <Blocks key={i} blocks={parseStatements(part.statements)} onMarker={onMarker} />
        ),
      )}
    </>
  );
}
