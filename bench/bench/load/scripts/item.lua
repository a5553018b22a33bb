-- One item after the other, by one terminal after the other.
return function(given)
  local headers = {}
  for i, token in ipairs(given.tokens) do
    headers[i] = { ["Authorization"] = "Bearer " .. token }
  end
  return function(n)
    local path = wrk.path .. given.items[n % #given.items + 1]
    return wrk.format("GET", path, headers[n % #headers + 1])
  end
end
