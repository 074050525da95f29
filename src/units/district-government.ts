const DISTRICT_GOVERNMENT = /^[^市省局委]{1,6}(?<![社园地小开特校])[区县](?:人民)?(?:政府)?$/u;

/** 河东区人民政府, 武清区: whether a printed name is that of a district or county, or of several of them together. */
export function isDistrictGovernment(name: string): boolean {
  return DISTRICT_GOVERNMENT.test(name);
}
