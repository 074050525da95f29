import { useState } from 'preact/hooks';
import { explainFailure, request } from '../api/client.ts';
import { saveAsFile } from '../api/save-as-file.ts';

interface Props {
  readonly path: string;
  readonly name: string;
  readonly isPlain?: boolean;
}

/** The same list for Excel. */
export function CsvButton({ path, name, isPlain = false }: Props) {
  const [problem, setProblem] = useState('');
  const download = async () => {
    try {
      const response = await request(path, { headers: { accept: 'text/csv' } });
      saveAsFile(await response.blob(), `${name}.csv`);
      setProblem('');
    } catch (error) {
      setProblem(explainFailure(error));
    }
  };
  return (
    <>
      <button type="button" class={`button${isPlain ? ' button-plain' : ''}`} onClick={download}>
        下载表格（CSV）
      </button>
      <span role="status">{problem}</span>
    </>
  );
}
