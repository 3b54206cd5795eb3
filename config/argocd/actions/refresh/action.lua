-- Has the operator compare the gateway and its tags with App Mesh at once. Any new value does; the
-- resource's version is new after each change, the one that this action makes included.
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["appmesh.operators.dev/reconcile-requested-at"] = obj.metadata.resourceVersion
return obj
