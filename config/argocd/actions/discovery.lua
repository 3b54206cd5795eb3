-- What can be done with a VirtualGateway beside syncing it.
return {refresh = {disabled = obj.metadata.deletionTimestamp ~= nil}}
