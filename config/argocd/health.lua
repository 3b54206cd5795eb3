-- The health of a VirtualGateway. It agrees with kstatus and kubectl wait --for=condition=Ready:
-- Healthy means Ready. Suspended means that the operator was told to change nothing.

local function condition(kind)
  if obj.status ~= nil and obj.status.conditions ~= nil then
    for _, it in ipairs(obj.status.conditions) do
      if it.type == kind then
        return it
      end
    end
  end
  return {status = "Unknown", reason = "Pending", message = "Waiting for the operator."}
end

local ready = condition("Ready")
local synced = condition("Synced")

if obj.metadata.deletionTimestamp ~= nil then
  return {status = "Progressing", message = "Is being deleted. " .. synced.message}
end
if synced.reason == "Paused" then
  return {status = "Suspended", message = synced.message}
end
if obj.status == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "Waiting for the operator to see this generation."}
end
if condition("Stalled").status == "True" then
  return {status = "Degraded", message = synced.message}
end
if synced.reason == "PlanOnly" then
  return {status = "Suspended", message = synced.message}
end
if ready.status == "True" and condition("Reconciling").status ~= "True" then
  return {status = "Healthy", message = synced.message}
end
return {status = "Progressing", message = ready.message}
