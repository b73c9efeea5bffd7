-- Both give an order, which Git does not own, and which ends by itself. The spec belongs to Git: nothing here changes it.
local actions = {["evacuate"] = {["disabled"] = true}, ["approve-return"] = {["disabled"] = true}}
if obj.status == nil or obj.status.conditions == nil or obj.status.regions == nil then
  return actions
end
local awaited = false
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "Held" and condition.status == "True" and condition.reason == "AwaitingApproval" then
    awaited = true
  end
end
for _, region in ipairs(obj.status.regions) do
  local share = region.share or 0
  if awaited and region.health == "Unhealthy" and share > 0 then
    actions["evacuate"]["disabled"] = false
  end
  if awaited and region.health == "Healthy" and (region.steadyWeight or 0) > 0 and (region.weight or 0) < region.steadyWeight then
    actions["approve-return"]["disabled"] = false
  end
end
return actions
