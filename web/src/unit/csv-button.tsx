import { useState } from 'preact/hooks';
import { explainFailure, request } from '../api/client.ts';

/** The same list for Excel. */
export function CsvButton({ path, name }: { readonly path: string; readonly name: string }) {
  const [problem, setProblem] = useState('');
  const download = async () => {
    try {
      const response = await request(path, { headers: { accept: 'text/csv' } });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await response.blob());
      link.download = `${name}.csv`;
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      setProblem('');
    } catch (error) {
      setProblem(explainFailure(error));
    }
  };
  return (
    <>
      <button type="button" class="button" onClick={download}>
        下载表格（CSV）
      </button>
      <span role="status">{problem}</span>
    </>
  );
}
