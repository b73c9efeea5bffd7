// Keeps the page like what the operator tells. Texts become text nodes and nothing else.

import { details, orderItem, policySummary, regionItem } from './parts.js';
import { concerns, headline, isTrue, many, span, urgency } from './words.js';

const SILENT_AFTER = 25000;
const get = (id) => document.getElementById(id);

const state = { policies: new Map(), regions: [], orders: [], standing: {}, left: 0, skew: 0, heard: 0, opened: false };
const rows = new Map();
let token = '';

/** Now, by the operator's clock. */
const now = () => Date.now() + state.skew;

// --- the stream -------------------------------------------------------------------------------------------------

function take(event, data) {
  state.skew = Date.parse(data.now) - Date.now();
  if (event === 'all') state.policies.clear();
  for (const key of data.gone) state.policies.delete(key);
  for (const policy of data.policies) state.policies.set(policy.key, policy);
  Object.assign(state, { regions: data.regions, orders: data.orders, standing: data.standing, left: data.left });
  show(new Set(event === 'all' ? state.policies.keys() : data.policies.map((policy) => policy.key)));
}

async function listen() {
  const stop = new AbortController();
  const watch = setInterval(() => Date.now() - state.heard > SILENT_AFTER && stop.abort(), 1000);
  state.heard = Date.now();
  try {
    const answer = await fetch('events', {
      headers: token ? { Authorization: `Bearer ${token}` } : {}, signal: stop.signal, cache: 'no-store',
    });
    state.heard = Date.now();
    if (!answer.ok) return refused(answer.status, await answer.text());
    get('entry').hidden = true;
    line('live', 'Live');
    await read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
    return 500;
  } catch {
    return 2000;
  } finally {
    clearInterval(watch);
  }
}

async function read(reader) {
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    state.heard = Date.now();
    line('live', 'Live');
    text += value;
    const frames = text.split('\n\n');
    text = frames.pop();
    for (const frame of frames) {
      const lines = frame.split('\n');
      const field = (name) => lines.find((each) => each.startsWith(`${name}: `))?.slice(name.length + 2);
      if (field('data')) take(field('event'), JSON.parse(field('data')));
    }
  }
}

/** How long to wait before the next try; never, where somebody has to say something first. */
function refused(status, sentence) {
  if (status === 401 || status === 403) {
    get('entry-why').textContent = sentence.trim();
    get('entry').hidden = false;
    line('bad', 'Not let in');
    get('token').focus();
    return -1;
  }
  line('bad', sentence.trim());
  return 5000;
}

function line(kind, text) {
  const place = get('line');
  if (place.dataset.state !== kind || place.textContent !== text) {
    place.dataset.state = kind;
    place.textContent = text;
  }
}

async function keepListening() {
  for (;;) {
    const wait = await listen();
    if (wait < 0) return;
    if (get('line').dataset.state === 'live' && wait > 1000) line('bad', 'The operator does not answer: what you see is old');
    await new Promise((go) => setTimeout(go, wait + Math.random() * 500));
  }
}

get('entry-form').addEventListener('submit', (event) => {
  event.preventDefault();
  token = get('token').value.trim();
  get('token').value = '';
  line('waiting', 'Connecting…');
  keepListening();
});

// --- the page ---------------------------------------------------------------------------------------------------

/** A colour for each region, the same everywhere. */
function colour(region) {
  const index = state.regions.findIndex((each) => each.name === region);
  return `r${index < 0 ? 'x' : index % 8}`;
}

function show(changed) {
  const { standing } = state;
  get('standing').textContent = standing.acting
    ? `${standing.instance} carries out policies`
    : `${standing.instance} waits${standing.leader ? `; ${standing.leader} carries out policies` : ''}`;
  banner();
  const policies = [...state.policies.values()];
  const all = standing.read;
  const text = all ? headline(policies, state.regions) : 'Reading what there is…';
  if (get('headline').textContent !== text) get('headline').textContent = text;
  const urgent = policies.filter((policy) => concerns(policy).length > 0).length;
  document.title = urgent ? `(${urgent}) Regional Failover` : 'Regional Failover';
  for (const part of ['regions', 'policies']) get(`${part}-part`).hidden = !all;
  get('orders-part').hidden = !all || state.orders.length === 0;
  get('regions').replaceChildren(...state.regions.map((region) => regionItem(region, state.orders, colour, now())));
  get('orders').replaceChildren(...state.orders.map((order) => orderItem(order, now())));
  get('count').textContent = policies.length > 0 ? String(policies.length) : '';
  get('only-count').textContent = `(${urgent})`;
  get('left').hidden = state.left === 0;
  get('left').textContent = `${many(state.left, 'more policy is', 'more policies are')} not shown here: kubectl get failoverpolicies --all-namespaces`;
  list(policies, changed);
  tick();
}

function banner() {
  const since = state.standing.lostSince;
  get('banner').hidden = !since || !state.standing.read;
  if (since) {
    const text = `The API server does not answer since ${new Date(since).toLocaleTimeString()}: what you see is from then. Policies are carried out all the same.`;
    if (get('banner').textContent !== text) get('banner').textContent = text;
  }
}

function row(key) {
  if (!rows.has(key)) {
    const item = document.createElement('li');
    const box = document.createElement('details');
    const summary = document.createElement('summary');
    const body = document.createElement('div');
    body.className = 'body';
    box.append(summary, body);
    item.append(box);
    box.addEventListener('toggle', () => fill(key));
    rows.set(key, { item, box, summary, body });
  }
  return rows.get(key);
}

function fill(key) {
  const { box, body } = rows.get(key);
  const policy = state.policies.get(key);
  if (!policy || !box.open) return;
  const table = body.querySelector('details')?.open ?? false;
  body.replaceChildren(...details(policy, colour, now()));
  const inner = body.querySelector('details');
  if (inner) inner.open = table;
  const picture = body.querySelector('.scroll');
  if (picture) picture.scrollLeft = picture.scrollWidth;
  tick();
}

function list(policies, changed) {
  for (const [key, { item }] of rows) {
    if (!state.policies.has(key)) {
      item.remove();
      rows.delete(key);
    }
  }
  for (const policy of policies) {
    if (changed.has(policy.key) || !rows.has(policy.key)) {
      const { item, summary } = row(policy.key);
      item.dataset.key = policy.key;
      item.dataset.phase = policy.phase ?? '';
      item.className = isTrue(policy, 'Held') ? 'held' : '';
      summary.replaceChildren(...policySummary(policy, colour));
      fill(policy.key);
    }
  }
  arrange(policies);
  openTheFirst();
}

/** The most urgent in front; whoever has the focus keeps it. */
function arrange(policies) {
  const words = get('text').value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = policies
    .filter((policy) => !get('only').checked || concerns(policy).length > 0)
    .filter((policy) => words.every((word) => searched(policy).includes(word)))
    .sort(byUrgency)
    .map((policy) => row(policy.key).item);
  const place = get('list');
  const same = wanted.length === place.children.length && wanted.every((item, index) => place.children[index] === item);
  if (!same) {
    const focused = document.activeElement;
    place.replaceChildren(...wanted);
    if (place.contains(focused)) focused.focus({ preventScroll: true });
  }
  get('none').hidden = wanted.length > 0;
}

function byUrgency(one, other) {
  return urgency(one) - urgency(other) || one.key.localeCompare(other.key);
}

function searched(policy) {
  return [policy.key, ...policy.names, ...policy.regions.map((region) => region.name), policy.phase, policy.reason, ...concerns(policy)]
    .join(' ')
    .toLowerCase();
}

/** Of few, the first that needs a look stands open when the page comes; later nothing opens by itself. */
function openTheFirst() {
  if (state.opened || !state.standing.read) return;
  state.opened = true;
  const policies = [...state.policies.values()];
  const urgent = policies.filter((policy) => concerns(policy).length > 0).sort(byUrgency);
  const first = policies.length === 1 ? policies : policies.length > 20 ? [] : urgent.slice(0, 1);
  first.forEach((policy) => { row(policy.key).box.open = true; });
}

/** Times go on between two messages. */
function tick() {
  for (const time of document.querySelectorAll('time[data-as]')) {
    const away = Date.parse(time.dateTime) - now();
    const text = time.dataset.as === 'since' ? span(-away) : away > 0 ? span(away) : 'now';
    if (time.textContent !== text) time.textContent = text;
  }
}

// --- the keyboard -----------------------------------------------------------------------------------------------

function step(by) {
  const summaries = [...document.querySelectorAll('#list > li > details > summary')];
  const at = summaries.indexOf(document.activeElement?.closest?.('#list > li')?.querySelector('summary'));
  const next = summaries[at < 0 ? (by > 0 ? 0 : summaries.length - 1) : Math.min(summaries.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches?.('input');
  if (event.key === 'Escape' && event.target.id === 'text') {
    event.target.value = '';
    arrange([...state.policies.values()]);
  }
  if (typing) return;
  if (event.key === 'j') step(1);
  else if (event.key === 'k') step(-1);
  else if (event.key === '/') {
    event.preventDefault();
    get('text').focus();
  }
});
get('search').addEventListener('submit', (event) => event.preventDefault());
get('text').addEventListener('input', () => arrange([...state.policies.values()]));
get('only').addEventListener('change', () => arrange([...state.policies.values()]));

setInterval(tick, 1000);
keepListening();
