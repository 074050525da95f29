import type { NamedUnit, UnitRole } from '../../src/domain/responsible-unit.ts';
import { isCollectiveName, looksLikeBody, looksLikePlace } from '../../src/units/body-name.ts';
import { readRoleVerb } from '../../src/units/role-words.ts';
import { parseUnitList } from '../../src/units/unit-list.ts';
import { readUnitCell, squeeze } from '../../src/units/unit-phrases.ts';

/** Whether a line is a unit cell: bodies only, or a list closed by a role word; never a sentence. */
export function isUnitCellText(cell: string): boolean {
  const text = cell.replace(/[、，,]\s*$/, '');
  if (text.length > 300 || /[。；;！？]$/.test(text)) return false;
  const verb = readRoleVerb(text.replace(/\s+/g, ''));
  const units = readUnitCell(text, 'responsible');
  if (!units || units.length === 0) return false;
  const areBodies = units.every(
    ({ name }) => looksLikeBody(name) || looksLikePlace(name) || isCollectiveName(name),
  );
  return (
    areBodies || (verb !== null && units.filter(({ name }) => looksLikeBody(name)).length * 2 >= units.length)
  );
}

/** Bodies by their form alone: a place may be where a row holds, not who is charged with it. */
export function namesBodies(cell: string): boolean {
  if (!isUnitCellText(cell)) return false;
  return readUnitCell(cell, 'responsible')!.some(({ name }) => looksLikeBody(name));
}

/** Offices inside a body (市政股, 办公室, 一中队), villages and halls: names where their column says that units stand in it. */
const INNER_OFFICE =
  /^[\u4e00-\u9fff（）()]{2,20}(?:[股科室处部站所队组院校园村镇乡街场馆社行]|街道|社区|小组|中心)$/;

/** The units of a cell below a heading that announces units. */
export function readColumnUnits(text: string, role: UnitRole): readonly NamedUnit[] | null {
  const units = readUnitCell(text, role);
  if (units || text.length > 300) return units;
  const list = parseUnitList(squeeze(text, { lineBreakSeparates: true }), { defaultRole: role });
  const areNames =
    list.units.length > 0 &&
    list.impossible === 0 &&
    list.units.every(
      ({ name }) =>
        INNER_OFFICE.test(name) || looksLikeBody(name) || looksLikePlace(name) || isCollectiveName(name),
    );
  return areNames ? list.units : null;
}
