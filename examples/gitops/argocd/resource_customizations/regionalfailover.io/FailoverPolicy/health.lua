-- A failover that is being handled is Healthy: traffic is served, and a roll-out need not wait for a region. What asks for
-- somebody is Degraded, what waits for somebody's word is Suspended.
if obj.status == nil or obj.status.conditions == nil then
  return {status = "Progressing", message = "not read by the operator yet"}
end
if obj.status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "the newest spec was not read by the operator yet"}
end

local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end
local function holds(name)
  return conditions[name] ~= nil and conditions[name].status == "True"
end

if holds("Stalled") then
  return {status = "Degraded", message = conditions.Stalled.message}
end
if holds("Reconciling") then
  return {status = "Progressing", message = conditions.Reconciling.message}
end
if holds("Suspended") then
  return {status = "Suspended", message = conditions.Suspended.message}
end
if obj.status.phase == "FailedOpen" then
  return {status = "Degraded", message = obj.status.message}
end

if holds("Held") then
  -- These end by themselves, by the policy's own times.
  local waits = {
    AwaitingCapacity = true, AwaitingPropagation = true, BlockedWindow = true, ColdStart = true, CoolingDown = true,
    DryRun = true, FailbackStep = true, FailoverStep = true, RegionUnknown = true, Stabilizing = true
  }
  local held = conditions.Held
  if held.reason == "AwaitingApproval" then
    return {status = "Suspended", message = held.message}
  end
  if not waits[held.reason] then
    return {status = "Degraded", message = held.reason .. ": " .. held.message}
  end
end

if not holds("Ready") then
  return {status = "Progressing", message = conditions.Ready ~= nil and conditions.Ready.message or "not Ready yet"}
end
local message = obj.status.message or ""
if holds("Degraded") then
  message = message .. "; but: " .. conditions.Degraded.message
end
return {status = "Healthy", message = message}
