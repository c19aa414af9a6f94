import type { PictureWords } from './picture-words.js';
import { bell, cross, fitting, label } from './shapes.js';
import { type Episode, outcomes, type Story } from './story.js';
import { el, type Child } from './svg.js';
import { fill } from './theme.js';

export const stripHeight = 26;

/** Bells drawn in a row at most; a number says how many more there were. */
const MOST_SIGNS = 16;

/** Every scene in a line of its own, every time the peer acted in it as a sign. Gives the drawing and its height, px. */
export function strips(story: Story, words: PictureWords, x: number, y: number, width: number) {
  const rows: Child[] = story.scenes.map(({ scene, episodes: all }, index) => {
    const telling = all.filter(({ outcome }) => outcome !== 'nothing');
    const episodes = telling.length > 0 ? telling : all.slice(0, 1);
    const top = y + index * stripHeight;
    const signs = episodes.slice(0, MOST_SIGNS);
    const left = episodes.length - signs.length;
    const after = x + 190 + signs.length * 22 + (left > 0 ? 30 : 0);
    return [
      label(x, top + 4, fitting([scene, `${scene.slice(0, 22)}…`], 180, 12), fill('ink', 's')),
      signs.map((episode, at) => sign(episode, x + 190 + at * 22, top)),
      left > 0 ? label(x + 188 + signs.length * 22, top + 4, `+${left}`, fill('dim', 's')) : null,
      label(
        after + 4,
        top + 4,
        fitting([words.strip[worst(episodes)]], width - after + x, 12),
        fill('dim', 's'),
      ),
    ];
  });
  if (story.hidden > 0) {
    const top = y + rows.length * stripHeight;
    rows.push(label(x, top + 4, words.hidden(story.hidden), fill('dim', 's')));
  }
  return { rows, height: rows.length * stripHeight };
}

function sign({ outcome }: Episode, x: number, y: number): Child {
  switch (outcome) {
    case 'told':
    case 'moving':
      return bell(x, y, true, 0.8);
    case 'told-later':
      return [
        bell(x, y, true, 0.8),
        el('path', { d: `M${x - 9} ${y + 9}h18`, class: 's-spin', 'stroke-width': 2.5 }),
      ];
    case 'never':
      return bell(x, y, false, 0.8);
    case 'returned':
      return el('circle', { cx: x, cy: y, r: 6, class: fill('awake') });
    case 'nothing':
      return el('circle', { cx: x, cy: y, r: 3, class: fill('dim') });
    case 'gone':
    case 'threw':
    case 'spun':
    case 'held':
    case 'too-early':
      return cross(x, y, 6, 'spin');
  }
}

function worst(episodes: readonly Episode[]) {
  return outcomes.find((outcome) => episodes.some((each) => each.outcome === outcome)) ?? 'nothing';
}
