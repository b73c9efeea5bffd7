// The parts of the page, each made from what is told of one thing.

import { bar, timeline } from './picture.js';
import { after, clock, concerns, condition, isTrue, many, PHASES, serving } from './words.js';

function part(name, kind, ...children) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...children.filter((child) => child !== '' && child !== null && child !== undefined));
  return made;
}

/** A time that goes on: how long since then, or until then. */
function time(as, at) {
  const made = part('time', '');
  made.dateTime = at;
  made.dataset.as = as;
  made.title = new Date(at).toLocaleString();
  return made;
}

function swatch(kind) {
  const made = part('span', `swatch ${kind}`);
  made.setAttribute('aria-hidden', 'true');
  return made;
}

const since = (at, before = ' for ') => (at ? part('span', 'quiet', before, time('since', at)) : '');

// --- regions and orders -----------------------------------------------------------------------------------------

export function regionItem(region, orders, colour, now) {
  const item = part('li', 'region');
  item.dataset.health = region.health;
  item.append(
    part('h3', '', swatch(colour(region.name)), region.name),
    part('p', 'health', part('strong', '', region.health), since(region.since)),
    part('p', '', region.using ? `serves ${region.serving} of ${many(region.using, 'policy', 'policies')}` : 'no policy names it'),
  );
  if (region.cluster === 'False') item.append(part('p', 'chips', part('span', 'chip warn', 'Cluster does not answer')));
  if (region.message) item.append(part('p', 'why', region.message));
  for (const order of orders) {
    if (order.kind === 'RegionDrain' && order.phase === 'Active' && order.regions.includes(region.name)) {
      item.append(part('p', 'drain', part('strong', '', 'Drained'), order.by ? ` by ${order.by}` : '', ', ends in ', time('until', order.end)));
    }
  }
  return item;
}

export function orderItem(order) {
  const item = part('li', 'order');
  const what = order.kind === 'RegionDrain' ? 'Everybody leaves' : order.returns ? 'Return to' : 'Leave';
  item.append(
    part('p', '',
      part('strong', '', `${what} ${order.regions.join(', ')}`), ' ', order.force ? part('span', 'chip bad', 'Force') : '',
      part('span', 'quiet', ` ${order.kind} ${order.name}`)),
    part('p', '', `“${order.reason}”`, order.by ? ` ${order.by}` : ''),
    part('p', '',
      part('span', order.phase === 'Refused' ? 'chip bad' : 'chip', order.phase ?? 'New'),
      order.end && order.phase !== 'Refused' ? part('span', 'countdown', ' ends in ', time('until', order.end)) : '',
      order.message ? part('span', 'quiet', ` ${order.message}`) : ''),
  );
  return item;
}

// --- a policy ---------------------------------------------------------------------------------------------------

const BAD = ['Failed open', 'Refused'];
const MOVING = ['Failing over', 'Failed over', 'Failing back'];

export function policySummary(policy, colour) {
  const phase = PHASES[policy.phase] ?? 'Not judged';
  const traffic = part('span', 'traffic', bar(policy, colour), part('span', 'shares', ...shares(policy, colour)));
  const chips = concerns(policy)
    .filter((concern) => !MOVING.includes(concern) && concern !== phase)
    .map((concern) => part('span', BAD.includes(concern) ? 'chip bad' : 'chip warn', concern));
  if (policy.mode && policy.mode !== 'Automatic') chips.push(part('span', 'chip', policy.mode));
  const head = part('span', 'head',
    part('span', 'badge', phase),
    part('span', 'who', part('span', 'name', policy.name), part('span', 'quiet', ` ${policy.namespace}`)),
    traffic,
    part('span', 'chips', ...chips));
  const why = policy.phase === 'Steady' && !chips.length ? '' : reason(policy);
  return why ? [head, part('span', 'why', why)] : [head];
}

function shares(policy, colour) {
  const said = serving(policy).map((each) => part('span', '', swatch(colour(each.name)), `${each.name} ${each.share} %`));
  if (!said.length) return [part('span', 'quiet', 'no weight was read yet')];
  return policy.since ? [...said, since(policy.since)] : said;
}

function reason(policy) {
  const held = condition(policy, 'Held');
  const refused = condition(policy, 'Stalled');
  const ready = condition(policy, 'FailoverReady');
  if (refused?.status === 'True') return refused.message;
  if (held?.status === 'True' && policy.phase === 'Steady') return held.message;
  if (policy.phase === 'Steady' && ready?.status === 'False') return ready.message;
  return policy.message ?? '';
}

export function details(policy, colour, now) {
  const parts = [facts(policy)];
  parts.push(regions(policy, colour));
  if (policy.history.length) parts.push(...shifts(policy, colour, now));
  if (policy.lastFailover) parts.push(journey(policy.lastFailover));
  return parts;
}

function fact(term, ...said) {
  return [part('dt', '', term), part('dd', '', ...said)];
}

function facts(policy) {
  const list = part('dl', 'facts');
  if (policy.message) {
    list.append(...fact('Why', policy.reason ? part('code', '', policy.reason) : '', ' ', policy.message));
  }
  if (policy.next) list.append(...fact('Next', 'changes by time alone in ', time('until', policy.next)));
  const held = condition(policy, 'Held');
  if (held?.status === 'True') list.append(...fact('Held', part('code', '', held.reason), ' ', held.message, since(held.since)));
  const refused = condition(policy, 'Stalled');
  if (refused?.status === 'True') list.append(...fact('Refused', part('code', '', refused.reason), ' ', refused.message));
  const ready = condition(policy, 'FailoverReady');
  if (ready) {
    const answer = { True: 'Yes: ', False: 'No: ', Unknown: 'Not known: ' }[ready.status];
    list.append(...fact('Failover ready', part('strong', ready.status === 'False' ? 'no' : '', answer), ready.message));
  }
  if (isTrue(policy, 'Degraded')) list.append(...fact('Degraded', condition(policy, 'Degraded').message));
  list.append(...fact('Answers for', policy.names.join(', ')));
  return list;
}

function regions(policy, colour) {
  const table = part('table', 'in-regions');
  const head = part('tr', '', ...['Region', 'Health', 'Traffic', 'When all is well', 'Checks', 'Room'].map((text) => {
    const cell = part('th', '', text);
    cell.scope = 'col';
    return cell;
  }));
  table.append(part('caption', 'unseen', `How the regions stand for ${policy.key}`), part('thead', '', head));
  const body = part('tbody', '');
  for (const region of policy.regions) body.append(...regionRows(region, colour));
  table.append(body);
  return part('div', 'scroll', table);
}

function cell(label, ...children) {
  const made = part('td', children[0] === '–' ? 'nothing' : '', ...children);
  made.dataset.label = label;
  return made;
}

function regionRows(region, colour) {
  const name = part('th', '', swatch(colour(region.name)), region.name);
  name.scope = 'row';
  const tried = region.passing + region.failing + region.unknown;
  const checks = [region.failing ? `${region.failing} failing` : '', region.unknown ? `${region.unknown} unknown` : '', `${region.passing} passing`]
    .filter(Boolean).join(', ');
  const row = part('tr', '', name,
    cell('Health', part('strong', '', region.health), since(region.since)),
    cell('Traffic', region.share === undefined ? '–' : `${region.share} %`),
    cell('When all is well', region.steadyWeight === undefined ? '–' : `weight ${region.steadyWeight}`),
    cell('Checks', tried ? checks : '–'),
    cell('Room', region.rooms.length ? region.rooms.map((room) => `${room.name}: ${room.ready ?? '?'} of ${room.desired ?? '?'} ready`).join(', ') : '–'));
  row.dataset.health = region.health;
  const notes = [
    ...region.checks.map((check) => [check, `${check.name} ${check.result.toLowerCase()}${check.severity === 'Warning' ? ' (warning only)' : ''}: ${check.message ?? ''}`]),
    ...region.rooms.filter((room) => room.message).map((room) => [room, `${room.name}: ${room.message}`]),
  ];
  if (!notes.length) return [row];
  const list = part('td', 'notes', part('ul', '', ...notes.map(([of, note]) => part('li', of.result === 'Failing' && of.severity !== 'Warning' ? 'failing' : '', note))));
  list.colSpan = 6;
  return [row, part('tr', 'noted', list)];
}

function shifts(policy, colour, now) {
  const table = part('table', '');
  table.append(part('thead', '', part('tr', '', ...['When', 'Why', 'Weights', 'What was said'].map((text) => {
    const head = part('th', '', text);
    head.scope = 'col';
    return head;
  }))));
  const body = part('tbody', '');
  for (const plan of policy.history) {
    body.append(part('tr', '',
      part('td', 'when', plan.at ? clock(plan.at, true) : ''),
      part('td', '', part('code', '', plan.reason ?? '')),
      part('td', '', Object.entries(plan.weights).map(([region, weight]) => `${region} ${weight}`).join(', ')),
      part('td', '', plan.message ?? '')));
  }
  table.append(body);
  const picture = part('div', 'scroll', timeline(policy, colour, now));
  picture.tabIndex = 0;
  picture.setAttribute('role', 'group');
  picture.setAttribute('aria-label', 'Who served, plan by plan');
  return [
    part('h3', '', 'Who served, plan by plan'),
    part('p', 'quiet legend', 'A column is a plan: below it when it was made, above it how long it held.'),
    picture,
    part('details', 'inner', part('summary', '', 'The same as a table'), part('div', 'scroll', table)),
  ];
}

const STAGES = [
  ['firstFailureAt', 'first probe failed'],
  ['decidedAt', 'decided'],
  ['capacityReadyAt', 'room was ready'],
  ['writtenAt', 'written'],
  ['observedAt', 'seen at the name servers'],
  ['recoveredAt', 'all traffic back'],
];

function journey(last) {
  const reached = STAGES.filter(([field]) => last[field]);
  const list = part('ol', 'stages');
  const start = reached.length ? last[reached[0][0]] : '';
  reached.forEach(([field, text], index) => {
    list.append(part('li', '', part('strong', '', index ? after(start, last[field]) : clock(last[field], true)), ` ${text}`));
  });
  return part('div', '', part('h3', '', `The last failover: ${last.from.join(', ')} → ${last.to.join(', ')}`), list);
}
