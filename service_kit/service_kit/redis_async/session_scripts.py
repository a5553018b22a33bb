"""What happens to several keys of sessions at once, in Lua: nothing can come in between.

A renewal and an end of the same session are each whole: whichever is second sees the first.
"""

# KEYS: the former session, its record, the new session, its record, and every set of sessions that
# the one leaves and the other enters. ARGV: both digests, the caller, both records, when the new
# one ends, its lifetime, and how long the former one lives on.
RENEW = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if redis.call('EXISTS', KEYS[3]) == 1 then return 1 end
redis.call('SET', KEYS[3], ARGV[3], 'EX', ARGV[7])
redis.call('SET', KEYS[4], ARGV[5], 'EX', ARGV[7])
redis.call('SET', KEYS[2], ARGV[4], 'KEEPTTL')
for at = 1, 2 do
  if redis.call('TTL', KEYS[at]) > tonumber(ARGV[8]) then
    redis.call('EXPIRE', KEYS[at], ARGV[8])
  end
end
for at = 5, #KEYS do
  redis.call('ZREM', KEYS[at], ARGV[1])
  redis.call('ZADD', KEYS[at], ARGV[6], ARGV[2])
  redis.call('EXPIRE', KEYS[at], ARGV[7])
end
return 1
"""

# KEYS: a session, its record, and the group that it enters, if any.
# ARGV: its digest, the record, when it ends, its lifetime, and the time.
ATTACH = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'KEEPTTL')
if KEYS[3] then
  redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
  redis.call('ZREMRANGEBYSCORE', KEYS[3], 0, ARGV[5])
  redis.call('EXPIRE', KEYS[3], ARGV[4])
end
return 1
"""

# KEYS: the caller's index. ARGV: digests of sessions. Each ends with the one whose place it took
# and the one that took its place. How many lived.
END = """
local function record_key(digest)
  local id = {digest:sub(1, 8), digest:sub(9, 12), digest:sub(13, 16), digest:sub(17, 20),
              digest:sub(21, 32)}
  return 'session-id:' .. table.concat(id, '-')
end
local function drop(digest)
  local record = redis.call('GET', record_key(digest))
  local lived = redis.call('DEL', 'session:' .. digest)
  redis.call('DEL', record_key(digest))
  redis.call('ZREM', KEYS[1], digest)
  local fields = record and cjson.decode(record) or {}
  if fields.group then redis.call('ZREM', fields.group, digest) end
  return lived, fields
end
local count = 0
for _, digest in ipairs(ARGV) do
  local lived, record = drop(digest)
  count = count + lived
  for _, kin in ipairs({'former', 'successor'}) do
    if record[kin] then drop(record[kin]) end
  end
end
return count
"""
