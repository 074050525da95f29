import { useState } from 'preact/hooks';
import { explainFailure, request } from '../api/client.ts';
import { saveAsFile } from '../api/save-as-file.ts';

const PATH = '/api/personal-data';

/** What the service keeps of the asker: to take away, and to have deleted. */
export function MyData({ onDeleted }: { readonly onDeleted: () => void }) {
  const [note, setNote] = useState('');
  const tell = async (work: () => Promise<string>) => {
    try {
      setNote(await work());
    } catch (error) {
      setNote(explainFailure(error));
    }
  };
  const save = async () => {
    const response = await request(PATH);
    saveAsFile(await response.blob(), 'tiaowen-personal-data.json');
    return '';
  };
  const remove = async () => {
    const response = await request(PATH, { method: 'DELETE' });
    const { deleted } = (await response.json()) as { deleted: { conversations: number } };
    onDeleted();
    return `已删除 ${deleted.conversations} 个会话。`;
  };
  return (
    <div class="my-data">
      <button type="button" class="text-button" onClick={() => tell(save)}>
        导出我的数据
      </button>
      <button
        type="button"
        class="text-button"
        onClick={() => {
          if (window.confirm('删除我的全部会话和评价？与他人共用密钥时，他们的也一并删除。删除后不能恢复。'))
            void tell(remove);
        }}
      >
        删除我的全部对话
      </button>
      <p class="quiet" role="status">
        {note}
      </p>
    </div>
  );
}
