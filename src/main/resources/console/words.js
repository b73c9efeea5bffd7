// How times, phases and shares are said. Nothing here looks at the page or the clock.

export const PHASES = {
  Steady: 'Steady',
  FailingOver: 'Failing over',
  FailedOver: 'Failed over',
  FailingBack: 'Failing back',
  FailedOpen: 'Failed open',
  Pending: 'Pending',
};

/** A length of time, in at most two units: "3 min 20 s". */
export function span(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return pair(seconds, 60, 'min', 1, 's');
  if (seconds < 86400) return pair(seconds, 3600, 'h', 60, 'min');
  return pair(seconds, 86400, 'd', 3600, 'h');
}

function pair(seconds, large, largeName, small, smallName) {
  const first = Math.floor(seconds / large);
  const second = Math.floor((seconds % large) / small);
  return second === 0 || first >= 10 ? `${first} ${largeName}` : `${first} ${largeName} ${second} ${smallName}`;
}

/** Seconds with one decimal, for measured times: "+5.2 s". */
export function after(start, end) {
  const milliseconds = Date.parse(end) - Date.parse(start);
  return milliseconds < 60000 ? `+${(milliseconds / 1000).toFixed(milliseconds % 1000 ? 1 : 0)} s` : `+${span(milliseconds)}`;
}

export function clock(time, day) {
  const at = new Date(time);
  const two = (number) => String(number).padStart(2, '0');
  const hours = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return day ? `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${hours}` : hours;
}

/** The condition of a type, if something was said of it. */
export function condition(policy, type) {
  return policy.conditions.find((said) => said.type === type);
}

export function isTrue(policy, type) {
  return condition(policy, type)?.status === 'True';
}

/** Why somebody should look, the most urgent in front; empty when nobody has to. */
export function concerns(policy) {
  const found = [];
  if (policy.phase === 'FailedOpen') found.push('Failed open');
  if (isTrue(policy, 'Stalled')) found.push('Refused');
  if (isTrue(policy, 'Held')) found.push('Held');
  if (policy.phase === 'FailingOver' || policy.phase === 'FailedOver' || policy.phase === 'FailingBack') {
    found.push(PHASES[policy.phase]);
  }
  if (condition(policy, 'Ready')?.status === 'False' && !isTrue(policy, 'Stalled')) found.push('Not in DNS');
  if (condition(policy, 'FailoverReady')?.status === 'False') found.push('Not ready');
  if (isTrue(policy, 'Degraded')) found.push('Degraded');
  return found;
}

const URGENCY = ['Failed open', 'Failing over', 'Refused', 'Held', 'Failed over', 'Failing back', 'Not in DNS', 'Not ready', 'Degraded'];

/** Where a policy stands in the list: lower is more urgent. */
export function urgency(policy) {
  const ranks = concerns(policy).map((concern) => URGENCY.indexOf(concern));
  return Math.min(...ranks, URGENCY.length + (policy.phase === 'Steady' ? 1 : 0));
}

/** The regions with traffic and their percent: [{name, share}], the largest in front. */
export function serving(policy) {
  const sum = policy.regions.reduce((total, region) => total + (region.weight ?? 0), 0);
  return policy.regions
    .filter((region) => (region.weight ?? 0) > 0)
    .map((region) => ({ name: region.name, share: Math.round((100 * region.weight) / sum) }))
    .sort((one, other) => other.share - one.share);
}

export function many(number, one, more) {
  return `${number} ${number === 1 ? one : more}`;
}

/** The first thing that is read: how all of it stands, in one sentence. */
export function headline(policies, regions) {
  const count = (test) => policies.filter(test).length;
  const parts = [];
  const sick = regions.filter((region) => region.health === 'Unhealthy').map((region) => region.name);
  const open = count((policy) => policy.phase === 'FailedOpen');
  const moving = count((policy) => policy.phase === 'FailingOver');
  const away = count((policy) => policy.phase === 'FailedOver');
  const back = count((policy) => policy.phase === 'FailingBack');
  const held = count((policy) => isTrue(policy, 'Held'));
  const refused = count((policy) => isTrue(policy, 'Stalled'));
  if (open) parts.push(`${open} failed open: no healthy region is left, the last answers stay`);
  if (moving) parts.push(`${moving} failing over`);
  if (away) parts.push(`${away} failed over`);
  if (back) parts.push(`${back} failing back`);
  if (held) parts.push(`${held} held back from what is wanted`);
  if (refused) parts.push(`${refused} refused`);
  const unhealthy = sick.length ? `${sick.join(', ')} ${sick.length === 1 ? 'is' : 'are'} unhealthy. ` : '';
  if (!policies.length) return `${unhealthy}There are no policies.`;
  if (!parts.length) {
    const pending = count((policy) => policy.phase !== 'Steady');
    return pending
      ? `${unhealthy}${pending} of ${many(policies.length, 'policy', 'policies')} not judged yet.`
      : `${unhealthy}All is steady: ${many(policies.length, 'policy serves', 'policies serve')} from where ${policies.length === 1 ? 'it' : 'they'} should.`;
  }
  return `${unhealthy}Of ${many(policies.length, 'policy', 'policies')}: ${parts.join('; ')}.`;
}
