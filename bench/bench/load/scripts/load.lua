-- For wrk with one thread:  wrk … -s load.lua URL -- KIND.lua TOKENS LABEL ITEMS
-- KIND.lua returns a function that makes the n-th request; here it is counted, and reported on.

local function lines(path)
  local found = {}
  for line in io.lines(path) do found[#found + 1] = line end
  return found
end

function init(args)
  local given = { tokens = lines(args[2]), label = args[3], items = lines(args[4]) }
  local make = dofile(args[1])(given)
  local n = -1
  function request()
    n = n + 1
    return make(n)
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    '\nRESULT {"requests": %d, "seconds": %.6f, "failed": %d,'
      .. ' "p50_ms": %.3f, "p95_ms": %.3f, "p99_ms": %.3f}\n',
    summary.requests, summary.duration / 1e6, failed,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
