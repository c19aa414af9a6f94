/** Colours by what they mean, for a light and a dark ground; told apart by lightness too, not by hue alone. */
const colours = {
  ground: ['#ffffff', '#15181d'],
  band: ['#f3f5f8', '#1d2229'],
  ink: ['#1b1f24', '#e8eaed'],
  dim: ['#57606a', '#a2abb5'],
  line: ['#c9d0d8', '#3a424c'],
  loop: ['#cddff7', '#294a73'],
  held: ['#f2b25c', '#94600f'],
  awake: ['#1f9254', '#3dbb76'],
  spin: ['#c93a3a', '#d65252'],
  helper: ['#e3e7ec', '#313943'],
  data: ['#6a40c4', '#b59bf2'],
  lies: ['#ded2f6', '#43356b'],
  late: ['#fbcfcb', '#6b2b2b'],
  bell: ['#c98500', '#f2bd33'],
} as const;

type Colour = keyof typeof colours;

/** A CSS rule for each colour: `fill-x` and `line-x`. No custom properties: not every viewer knows them. */
function rules(ground: 0 | 1): string {
  return Object.entries(colours)
    .map(([name, both]) => `.f-${name}{fill:${both[ground]}}.s-${name}{stroke:${both[ground]}}`)
    .join('');
}

const fonts =
  'system-ui,-apple-system,"Segoe UI","Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif';

export const styleSheet = `text{font-family:${fonts};font-size:13px}.t{font-size:20px;font-weight:700}.k{font-size:14px;font-weight:600}.b{font-weight:600}.s{font-size:12px}.m{text-anchor:middle}.e{text-anchor:end}.on{fill:#fff;font-weight:600}${rules(0)}@media (prefers-color-scheme:dark){.on{fill:#0d1014}${rules(1)}}`;

export const fill = (colour: Colour, more = ''): string => `f-${colour}${more && ` ${more}`}`;
export const stroke = (colour: Colour, more = ''): string => `s-${colour}${more && ` ${more}`}`;
export type { Colour };
