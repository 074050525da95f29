import { Link } from '../shell/link.tsx';
import type { Inline } from '../text/parse-inline.ts';
import type { Block } from '../text/parse-markdown.ts';

type OnMarker = (marker: number) => void;

/** Blocks of an answer as elements; all text goes in as text. */
export function Blocks({
  blocks,
  onMarker,
}: {
  readonly blocks: readonly Block[];
  readonly onMarker: OnMarker;
}) {
  return (
    <>
      {blocks.map((block, i) => (
        <BlockView key={i} block={block} onMarker={onMarker} />
      ))}
    </>
  );
}

function BlockView({ block, onMarker }: { readonly block: Block; readonly onMarker: OnMarker }) {
  const inline = (content: readonly Inline[]) => <Runs content={content} onMarker={onMarker} />;
  if (block.kind === 'paragraph') return <p>{inline(block.content)}</p>;
  if (block.kind === 'list') {
    const items = block.items.map((item, i) => <li key={i}>{inline(item)}</li>);
    return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
  }
  return (
    <div class="table">
      <table>
        <thead>
          <tr>
            {block.head.map((cell, i) => (
              <th key={i} scope="col">
                {inline(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j}>{inline(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Runs of text with their markers and links. */
export function Runs({
  content,
  onMarker,
}: {
  readonly content: readonly Inline[];
  readonly onMarker: OnMarker;
}) {
  return (
    <>
      {content.map((run, i) => {
        if (run.kind === 'text') return run.text;
        if (run.kind === 'strong') {
          return (
            <strong key={i}>
              <Runs content={run.content} onMarker={onMarker} />
            </strong>
          );
        }
        if (run.kind === 'clause-link') {
          return (
            <Link key={i} to={{ page: 'clause', clauseId: run.clauseId, citedHash: null }}>
              {run.text}
            </Link>
          );
        }
        return (
          <button
            key={i}
            type="button"
            class="marker"
            data-marker={run.marker}
            aria-label={`查看出处 ${run.marker}`}
            onClick={() => onMarker(run.marker)}
          >
            {run.marker}
          </button>
        );
      })}
    </>
  );
}
