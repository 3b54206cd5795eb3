-- Makes the operator compare the gateway and its tags with App Mesh at once. Any new value works; the
-- resourceVersion is new after each change, including the one by this action.
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["appmesh.operators.dev/reconcile-requested-at"] = obj.metadata.resourceVersion
return obj
