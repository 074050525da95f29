import type { NamedUnit, Role } from '../api/types.ts';
import { Link } from '../shell/link.tsx';

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  lead: '牵头单位',
  responsible: '责任单位',
  supporting: '配合单位',
};
export const ROLES: readonly Role[] = ['lead', 'responsible', 'supporting'];

/** Units by role, each a way to the unit's own page. */
export function UnitsByRole({ units }: { readonly units: readonly NamedUnit[] }) {
  if (units.length === 0) return null;
  return (
    <dl class="units">
      {ROLES.map((role) => {
        const own = uniqueNames(units.filter((unit) => unit.role === role));
        if (own.length === 0) return null;
        return (
          <div key={role} class={`units-row role-${role}`}>
            <dt>{ROLE_NAMES[role]}</dt>
            <dd>
              {own.map((unit) => (
                <UnitChip key={unit.name} unit={unit} />
              ))}
              {own.some((unit) => unit.openEnded) && <span class="quiet">等</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

export function UnitChip({ unit }: { readonly unit: NamedUnit }) {
  const { name, currentName, collective } = unit;
  return (
    <Link class={`chip${collective ? ' chip-collective' : ''}`} to={{ page: 'unit', name }}>
      {name}
      {currentName !== undefined && currentName !== name && <small>现为{currentName}</small>}
    </Link>
  );
}

function uniqueNames(units: readonly NamedUnit[]): NamedUnit[] {
  return [...new Map(units.map((unit) => [unit.name, unit])).values()];
}
