-- A rehearsal that failed, was aborted or could not begin is Degraded until the next one passes; one that runs is Progressing.
if obj.spec ~= nil and obj.spec.suspend == true then
  return {status = "Suspended", message = "spec.suspend is true: no rehearsal begins"}
end
if obj.status == nil or obj.status.phase == nil then
  return {status = "Progressing", message = "not read by the operator yet"}
end
local message = obj.status.phase
if obj.status.lastRun ~= nil and obj.status.lastRun.message ~= nil then
  message = message .. ": " .. obj.status.lastRun.message
end
local shown = {
  Scheduled = "Healthy", Running = "Progressing", Passed = "Healthy", Failed = "Degraded", Aborted = "Degraded",
  Blocked = "Degraded"
}
-- Between two rehearsals the last one counts.
local last = obj.status.lastRun ~= nil and obj.status.lastRun.result or nil
if obj.status.phase == "Scheduled" and last ~= nil and shown[last] ~= nil then
  return {status = shown[last], message = message}
end
return {status = shown[obj.status.phase] or "Progressing", message = message}
