-- An order is Healthy once it is carried out, and after its end; Degraded when it was refused.
if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "not read by the operator yet"}
end
local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end
local function holds(name)
  return conditions[name] ~= nil and conditions[name].status == "True"
end
local message = (obj.status.phase or "Pending") .. ": " .. (obj.status.message or "")
if holds("Stalled") then
  return {status = "Degraded", message = message}
end
if holds("Reconciling") or not holds("Ready") then
  return {status = "Progressing", message = message}
end
return {status = "Healthy", message = message}
