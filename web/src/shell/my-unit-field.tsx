import { useEffect, useRef, useState } from 'preact/hooks';
import { loadAllPages } from '../api/load-all-pages.ts';
import type { UnitList } from '../api/types.ts';
import { Link } from './link.tsx';
import { saveMyUnit, useMyUnit } from './my-unit.ts';
import { useLoaded } from './use-loaded.ts';

const loadUnits = loadAllPages<UnitList>('units');

/** Chosen once, kept in this browser: whom 我局, 本单位 mean in a question. */
export function MyUnitField() {
  const unit = useMyUnit();
  const [isEditing, setEditing] = useState(false);
  const [isUnknown, setUnknown] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [isEditing]);
  const loaded = useLoaded(isEditing ? '/api/units' : null, loadUnits);
  const names = loaded.state === 'loaded' ? loaded.value.units.filter((own) => !own.collective) : [];
  if (!isEditing) {
    return (
      <div class="my-unit">
        <h2>我的单位</h2>
        {unit !== '' && isUnknown && <p class="quiet">文件里没有印这个名称，提问时按相近的名称查找。</p>}
        {unit === '' ? (
          <button type="button" class="button button-plain" onClick={() => setEditing(true)}>
            选择单位
          </button>
        ) : (
          <p>
            <Link to={{ page: 'unit', name: unit }}>{unit}</Link>{' '}
            <button type="button" class="text-button" onClick={() => setEditing(true)}>
              更换
            </button>
          </p>
        )}
      </div>
    );
  }
  const save = (form: HTMLFormElement) => {
    const chosen = String(new FormData(form).get('unit') ?? '').trim();
    saveMyUnit(chosen);
    setUnknown(loaded.state === 'loaded' && !loaded.value.units.some(({ name }) => name === chosen));
    setEditing(false);
  };
  return (
    <form
      class="my-unit"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setEditing(false);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        save(event.currentTarget);
      }}
    >
      <label>
        <span>我的单位</span>
        <input
          class="field"
          name="unit"
          ref={field}
          placeholder="如 市教委"
          list="unit-names"
          maxLength={100}
          defaultValue={unit}
          autocomplete="off"
        />
      </label>
      <datalist id="unit-names">
        {names.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <span class="my-unit-actions">
        <button type="submit" class="button">
          保存
        </button>
        <button type="button" class="button button-plain" onClick={() => setEditing(false)}>
          取消
        </button>
      </span>
      <p class="quiet">问“我局有哪些任务”时，指这个单位；留空则不指定。</p>
    </form>
  );
}
