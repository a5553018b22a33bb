-- Three different items out of the whole menu, each purchase under a key of its own.
math.randomseed(7)
return function(given)
  local items, count = given.items, #given.items
  local third = math.floor(count / 3)
  return function(n)
    local body = string.format(
      '{"items":[{"item_id":"%s","count":1},{"item_id":"%s","count":1},{"item_id":"%s","count":1}]}',
      items[math.random(third)], items[third + math.random(third)],
      items[2 * third + math.random(third)])
    return wrk.format("POST", wrk.path, {
      ["Authorization"] = "Bearer " .. given.tokens[n % #given.tokens + 1],
      ["Content-Type"] = "application/json",
      ["Idempotency-Key"] = given.label .. "-" .. n,
    }, body)
  end
end
