"""Redis scripts of the registry: a ticket and the journal entry about it change together."""

JOURNAL_LENGTH = 20_000
# For so long a backup can be restored without bringing the erased back.
ERASURES_KEPT_SECONDS = 400 * 24 * 3600
INDEXES = "face:indexes"
JOURNAL = "face:journal"
SHRED = "face:shred"
_COUNTER = "face:journal:count"
_EPOCH = "face:journal:epoch"
_ERASED = "face:erased"

_APPEND = f"""
local function append(index, subject)
  local count = redis.call('INCR', '{_COUNTER}')
  redis.call('XADD', '{JOURNAL}', 'MAXLEN', '~', {JOURNAL_LENGTH},
    count .. '-0', 'i', index, 's', subject)
end
"""

CLAIM = """
redis.call('SADD', '{indexes}', ARGV[1])
redis.call('HSETNX', 'face:tickets:' .. ARGV[1], ARGV[2], ARGV[3])
return redis.call('HGET', 'face:tickets:' .. ARGV[1], ARGV[2])
""".replace("{indexes}", INDEXES)

# ARGV: index, subject, new ticket, the other index, the ticket held there.
CLAIM_BESIDE = """
if redis.call('HGET', 'face:tickets:' .. ARGV[4], ARGV[2]) ~= ARGV[5] then return 0 end
redis.call('SADD', '{indexes}', ARGV[1])
return redis.call('HSETNX', 'face:tickets:' .. ARGV[1], ARGV[2], ARGV[3])
""".replace("{indexes}", INDEXES)

WITHDRAW = (
    _APPEND
    + """
local ticket = redis.call('HGET', 'face:tickets:' .. ARGV[1], ARGV[2])
if ticket then
  redis.call('HDEL', 'face:tickets:' .. ARGV[1], ARGV[2])
  append(ARGV[1], ARGV[2])
  redis.call('SET', '{shred}', '1')
end
return ticket
""".replace("{shred}", SHRED)
)

CONFIRM = (
    _APPEND
    + """
if redis.call('HGET', 'face:tickets:' .. ARGV[1], ARGV[2]) ~= ARGV[3] then return 0 end
append(ARGV[1], ARGV[2])
return 1
"""
)

DESTROY = (
    _APPEND
    + """
local destroyed = {}
for _, index in ipairs(redis.call('SMEMBERS', '{indexes}')) do
  if redis.call('HDEL', 'face:tickets:' .. index, ARGV[1]) == 1 then
    append(index, ARGV[1])
    destroyed[#destroyed + 1] = index
  end
end
if #destroyed > 0 then
  redis.call('SET', '{shred}', '1')
  local now = redis.call('TIME')[1]
  redis.call('ZADD', '{erased}', now, ARGV[1])
  redis.call('ZREMRANGEBYSCORE', '{erased}', '-inf', now - {kept})
end
return destroyed
""".replace("{indexes}", INDEXES)
    .replace("{shred}", SHRED)
    .replace("{erased}", _ERASED)
    .replace("{kept}", str(ERASURES_KEPT_SECONDS))
)

# ARGV: index, the journal's count at which the records were read, then subject, old ticket and new
# ticket by turns. Whoever was enrolled or erased since then keeps what that left.
EXCHANGE = (
    _APPEND
    + """
local index, known = ARGV[1], tonumber(ARGV[2])
local entries = redis.call('XRANGE', '{journal}', '(' .. known .. '-0', '+')
if #entries < tonumber(redis.call('GET', '{counter}') or '0') - known then return {} end
local changed = {}
for _, entry in ipairs(entries) do
  if entry[2][2] == index then changed[entry[2][4]] = true end
end
local exchanged = {}
for i = 3, #ARGV, 3 do
  local subject, old, new = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if not changed[subject] and redis.call('HGET', 'face:tickets:' .. index, subject) == old then
    redis.call('HSET', 'face:tickets:' .. index, subject, new)
    append(index, subject)
    exchanged[#exchanged + 1] = subject
  end
end
if #exchanged > 0 then redis.call('SET', '{shred}', '1') end
return exchanged
""".replace("{journal}", JOURNAL)
    .replace("{counter}", _COUNTER)
    .replace("{shred}", SHRED)
)

# ARGV: index, when the backup was begun, then subject and ticket by turns.
RESTORE = """
redis.call('SADD', '{indexes}', ARGV[1])
local restored = {}
for i = 3, #ARGV, 2 do
  local subject, ticket = ARGV[i], ARGV[i + 1]
  local erased = redis.call('ZSCORE', '{erased}', subject)
  if not (erased and tonumber(erased) >= tonumber(ARGV[2])) then
    redis.call('HSETNX', 'face:tickets:' .. ARGV[1], subject, ticket)
    if redis.call('HGET', 'face:tickets:' .. ARGV[1], subject) == ticket then
      restored[#restored + 1] = subject
    end
  end
end
return restored
""".replace("{indexes}", INDEXES).replace("{erased}", _ERASED)

# ARGV: index, then subjects.
ANNOUNCE = (
    _APPEND
    + """
for i = 2, #ARGV do append(ARGV[1], ARGV[i]) end
"""
)

# An epoch that is new, a counter that ran back or a journal that was trimmed: `false` says that
# nothing is known of what changed.
CHANGES = (
    """
redis.call('SET', '{epoch}', ARGV[3], 'NX')
local epoch = redis.call('GET', '{epoch}')
local count = tonumber(redis.call('GET', '{counter}') or '0')
local known = tonumber(ARGV[2])
if epoch ~= ARGV[1] or count < known then return {epoch, count, false} end
if count == known then return {epoch, count, {}} end
local entries = redis.call('XRANGE', '{journal}', '(' .. known .. '-0', '+')
if #entries < count - known then return {epoch, count, false} end
return {epoch, count, entries}
""".replace("{epoch}", _EPOCH)
    .replace("{counter}", _COUNTER)
    .replace("{journal}", JOURNAL)
)
