// The pictures: who serves now, and who served after each of the last plans.

import { clock, serving, span } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';

function shape(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function titled(element, text) {
  const title = document.createElementNS(SVG, 'title');
  title.textContent = text;
  element.append(title);
  return element;
}

/** A bar of the shares of traffic. colour(region) is the class of a region's colour. */
export function bar(policy, colour) {
  const shares = serving(policy);
  const said = shares.map((each) => `${each.name} ${each.share} percent`).join(', ');
  const picture = shape('svg', {
    class: 'bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', role: 'img',
    'aria-label': said ? `Traffic: ${said}` : 'No weight was read yet',
  });
  picture.append(shape('rect', { class: 'empty', width: 100, height: 10 }));
  let left = 0;
  for (const each of shares) {
    picture.append(shape('rect', { class: colour(each.name), x: left, width: each.share, height: 10 }));
    left += each.share;
  }
  return picture;
}

const HEIGHT = 74;
const COLUMN = 74;
const TOP = 16;
const MOST = 14;

/**
 * Who served after each of the last plans, from left to right: a column for each, as wide as any other, since minutes and
 * months stand side by side. Between two stands how long the left one held; the last one holds until now.
 */
export function timeline(policy, colour, now) {
  const plans = policy.history.slice(0, MOST).reverse();
  const width = Math.max(1, plans.length) * COLUMN;
  const picture = shape('svg', {
    class: 'timeline', viewBox: `0 0 ${width} ${TOP + HEIGHT + 34}`, width, height: TOP + HEIGHT + 34, role: 'img',
    'aria-label': `The last ${plans.length} plans; the table below says the same`,
  });
  plans.forEach((plan, index) => picture.append(column(plan, index, plans[index + 1], colour, now, plans[index - 1])));
  return picture;
}

function column(plan, index, next, colour, now, before) {
  const left = index * COLUMN;
  const group = shape('g', { transform: `translate(${left} 0)` });
  const weights = Object.entries(plan.weights);
  const sum = weights.reduce((total, [, weight]) => total + weight, 0) || 1;
  const held = (next?.at ? Date.parse(next.at) : now) - Date.parse(plan.at);
  let top = TOP;
  for (const [region, weight] of weights) {
    if (weight === 0) continue;
    const height = (HEIGHT * weight) / sum;
    group.append(shape('rect', { class: colour(region), x: 1, y: top, width: COLUMN - 2, height }));
    if (height > 13) {
      const share = shape('text', { class: 'inside', x: COLUMN / 2, y: top + height / 2 + 4 });
      share.textContent = `${Math.round((100 * weight) / sum)} %`;
      group.append(share);
    }
    top += height;
  }
  const words = [
    [TOP - 5, 'held', next ? span(held) : 'now'],
    [TOP + HEIGHT + 14, 'time', plan.at ? clock(plan.at, false) : ''],
    [TOP + HEIGHT + 28, 'day', day(plan, before)],
  ];
  for (const [y, kind, text] of words) {
    const label = shape('text', { class: kind, x: COLUMN / 2, y });
    label.textContent = text;
    group.append(label);
  }
  return titled(group, `${plan.reason ?? ''}: ${plan.message ?? ''}`);
}

/** The day, where it is another one than that of the column before. */
function day(plan, before) {
  if (!plan.at) return '';
  const own = clock(plan.at, true).slice(5, 10);
  return before?.at && clock(before.at, true).slice(5, 10) === own ? '' : own;
}
