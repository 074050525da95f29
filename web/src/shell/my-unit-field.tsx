import { useState } from 'preact/hooks';
import type { UnitName } from '../api/types.ts';
import { Link } from './link.tsx';
import { saveMyUnit, useMyUnit } from './my-unit.ts';
import { useLoaded } from './use-loaded.ts';

/** Chosen once, kept in this browser: whom 我局, 本单位 mean in a question. */
export function MyUnitField() {
  const unit = useMyUnit();
  const [isEditing, setEditing] = useState(false);
  const loaded = useLoaded<{ units: UnitName[] }>(isEditing ? '/api/units' : null);
  const names = loaded.state === 'loaded' ? loaded.value.units.filter((own) => !own.collective) : [];
  if (!isEditing) {
    return (
      <div class="my-unit">
        <h2>我的单位</h2>
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
    saveMyUnit(String(new FormData(form).get('unit') ?? '').trim());
    setEditing(false);
  };
  return (
    <form
      class="my-unit"
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
      <button type="submit" class="button">
        保存
      </button>
      <p class="quiet">问“我局有哪些任务”时，指这个单位；留空则不指定。</p>
    </form>
  );
}
