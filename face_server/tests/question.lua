-- wrk … -s question.lua URL -- BODY CREDENTIAL: the same question again and again, from two files.

local function content(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

function init(args)
  wrk.method = "POST"
  wrk.body = content(args[1])
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = content(args[2])
end

function done(summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("\nRESULT %d %d %d\n", summary.requests, failed, summary.duration))
end
