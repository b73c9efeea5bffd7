local open = obj.status == nil or obj.status.phase == nil or obj.status.phase == "Pending" or obj.status.phase == "Active"
return {["end"] = {["disabled"] = not open}}
