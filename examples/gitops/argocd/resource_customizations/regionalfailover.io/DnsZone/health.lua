if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "the newest spec was not read by the operator yet"}
end
local health = {status = "Progressing", message = "not Ready yet"}
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "Ready" then
    health.status = condition.status == "True" and "Healthy" or "Degraded"
    health.message = condition.message
  end
end
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "Degraded" and condition.status == "True" then
    return {status = "Degraded", message = condition.message}
  end
end
return health
