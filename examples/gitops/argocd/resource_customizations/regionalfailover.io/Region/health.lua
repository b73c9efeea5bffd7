-- A region that fails is the world's trouble and not the resource's: it is Healthy once its spec is accepted, and says how the
-- region is. A cluster that does not answer is ours, since no room can be made there.
if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "the newest spec was not read by the operator yet"}
end
local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end
local ready = conditions.Ready
if ready == nil then
  return {status = "Progressing", message = "not Ready yet"}
end
if ready.status ~= "True" then
  return {status = "Degraded", message = ready.message}
end
local reachable = conditions.ClusterReachable
if reachable ~= nil and reachable.status == "False" then
  return {status = "Degraded", message = reachable.message}
end
if obj.status.health ~= nil then
  return {status = "Healthy", message = "the region is " .. obj.status.health .. ": " .. (obj.status.message or "")}
end
return {status = "Healthy", message = obj.status.message or ready.message}
