-- Approves what `mode: Manual` asks for: traffic leaves the regions that are Unhealthy and still serve.
local os = require("os")
-- In an hour, in UTC. Local times are reckoned with on the way and cancel out, in every time zone.
local clock = os.date("!*t")
clock.hour = clock.hour + 1
local till = os.date("%Y-%m-%dT%X", os.time(clock)) .. "Z"
local regions = {}
for _, region in ipairs(obj.status.regions) do
  if region.health == "Unhealthy" and (region.share or 0) > 0 then
    table.insert(regions, region.name)
  end
end
if #regions == 0 then
  error("no region is Unhealthy and serves")
end
return {{
  operation = "create",
  resource = {
    apiVersion = obj.apiVersion,
    kind = "TrafficShift",
    metadata = {
      name = obj.metadata.name .. "-evacuate-" .. tostring(os.time()),
      namespace = obj.metadata.namespace,
      ownerReferences = {{apiVersion = obj.apiVersion, kind = obj.kind, name = obj.metadata.name, uid = obj.metadata.uid}}
    },
    spec = {
      policies = {obj.metadata.name},
      awayFrom = regions,
      reason = "evacuation approved in Argo CD",
      requestedBy = "argocd",
      ["until"] = till
    }
  }
}}
