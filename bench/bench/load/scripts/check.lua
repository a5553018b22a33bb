-- The n-th ticket, once, by one robot after the other.
return function(given)
  local headers = {}
  for i, token in ipairs(given.tokens) do
    headers[i] = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
  end
  return function(n)
    local body = string.format(
      '{"request_id":"%s-%d","code":"bench-%06d","mode":"BOARD"}', given.label, n, n)
    return wrk.format("POST", wrk.path, headers[n % #headers + 1], body)
  end
end
