-- Actions for a VirtualGateway.
return {refresh = {disabled = obj.metadata.deletionTimestamp ~= nil}}
