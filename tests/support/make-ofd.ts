import { strToU8, zipSync } from 'fflate';

const O = 'xmlns:ofd="http://www.ofdspec.org/2016"';

/** Text at a place of a page, millimetres from the upper left corner to the baseline; `attributes` of the object. */
export function textObject(text: string, x: number, y: number, size = 4, attributes = ''): string {
  const deltas = text.length > 1 ? ` DeltaX="g ${text.length - 1} ${size}"` : '';
  return `<ofd:TextObject ID="1" Boundary="${x} ${y - size} ${text.length * size} ${size}" Font="1" Size="${size}" ${attributes}><ofd:TextCode X="0" Y="${size}"${deltas}>${text}</ofd:TextCode></ofd:TextObject>`;
}

/** A drawn line. */
export function lineObject(x0: number, y0: number, x1: number, y1: number): string {
  return `<ofd:PathObject ID="2" Boundary="0 0 210 297" LineWidth="0.2"><ofd:AbbreviatedData>M ${x0} ${y0} L ${x1} ${y1}</ofd:AbbreviatedData></ofd:PathObject>`;
}

/** A file of pages, each the objects on it. `info` stands in `<ofd:DocInfo>`, `units` among the resources. */
export function makeOfd(pages: readonly (readonly string[])[], info = '', units = ''): Uint8Array {
  const part = (inner: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${inner}`);
  return zipSync({
    'OFD.xml': part(
      `<ofd:OFD ${O} Version="1.0"><ofd:DocBody><ofd:DocInfo>${info}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    ),
    'Doc_0/Document.xml': part(
      `<ofd:Document ${O}><ofd:CommonData><ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>${pages.map((_, i) => `<ofd:Page ID="${10 + i}" BaseLoc="Pages/Page_${i}/Content.xml"/>`).join('')}</ofd:Pages></ofd:Document>`,
    ),
    'Doc_0/PublicRes.xml': part(
      `<ofd:Res ${O}><ofd:CompositeGraphicUnits>${units}</ofd:CompositeGraphicUnits></ofd:Res>`,
    ),
    ...Object.fromEntries(
      pages.map((objects, i) => [
        `Doc_0/Pages/Page_${i}/Content.xml`,
        part(
          `<ofd:Page ${O}><ofd:Content><ofd:Layer ID="3">${objects.join('')}</ofd:Layer></ofd:Content></ofd:Page>`,
        ),
      ]),
    ),
  });
}
