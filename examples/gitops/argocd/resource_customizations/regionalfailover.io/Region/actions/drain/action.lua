-- Takes every policy off the region for an hour. Ending the drain earlier: its action `end`, or delete it.
local os = require("os")
-- In an hour, in UTC. Local times are reckoned with on the way and cancel out, in every time zone.
local clock = os.date("!*t")
clock.hour = clock.hour + 1
local till = os.date("%Y-%m-%dT%X", os.time(clock)) .. "Z"
return {{
  operation = "create",
  resource = {
    apiVersion = obj.apiVersion,
    kind = "RegionDrain",
    metadata = {
      name = obj.metadata.name .. "-" .. tostring(os.time()),
      ownerReferences = {{apiVersion = obj.apiVersion, kind = obj.kind, name = obj.metadata.name, uid = obj.metadata.uid}}
    },
    spec = {
      region = obj.metadata.name,
      reason = "drained in Argo CD",
      requestedBy = "argocd",
      ["until"] = till
    }
  }
}}
