"""What the Valkey store has the server do in one step each.

A session is a hash: the record's fields, and each key with "k:" before it. Times are the
server's; so is the time to live. Numbers come back as text: a script's would lose their fraction.
"""

from __future__ import annotations

# KEYS: the session. ARGV: owner, epoch, after, version, event, place, milliseconds to live, how many
# keys are written, each with its value, and those that are deleted.
COMMIT = """
local stored = redis.call('HMGET', KEYS[1], 'epoch', 'version')
local epoch, version = tonumber(stored[1]), tonumber(stored[2])
local mine, after, target = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
if stored[1] and not (epoch and version) then
    return {'unreadable', '0'}
end
if not epoch and after > 0 then
    return {'behind', '0'}
end
if epoch then
    if epoch > mine then return {'fenced', stored[1]} end
    if epoch < mine or version < after then return {'behind', stored[2]} end
    if version >= target then
        -- A write: who waits for the disk now waits for all that came before it, too.
        redis.call('PEXPIRE', KEYS[1], ARGV[7])
        return {'committed', stored[2]}
    end
end
local time = redis.call('TIME')
local now = time[1] .. '.' .. string.format('%06d', time[2])
if not epoch then
    redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'epoch', ARGV[2], 'opened_at', now)
end
redis.call('HSET', KEYS[1],
    'version', ARGV[4], 'event', ARGV[5], 'place', ARGV[6], 'committed_at', now)
local last = 8 + 2 * tonumber(ARGV[8])
for index = 9, last, 2 do
    redis.call('HSET', KEYS[1], 'k:' .. ARGV[index], ARGV[index + 1])
end
for index = last + 1, #ARGV do
    redis.call('HDEL', KEYS[1], 'k:' .. ARGV[index])
end
redis.call('PEXPIRE', KEYS[1], ARGV[7])
return {'committed', ARGV[4]}
"""

_RECORD = """
local function record()
    local fields = {'owner', 'epoch', 'version', 'event', 'place', 'opened_at', 'committed_at'}
    local found = redis.call('HMGET', KEYS[1], unpack(fields))
    local time = redis.call('TIME')
    local left = redis.call('PTTL', KEYS[1]) / 1000
    found[8] = string.format('%.3f', time[1] + time[2] / 1000000 + left)
    for index = 1, 8 do found[index] = found[index] or '' end
    return found
end
local function sizes(most)
    local found = {}
    for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
        if string.sub(field, 1, 2) == 'k:' then
            local size = redis.call('HSTRLEN', KEYS[1], field)
            local value = size <= most and redis.call('HGET', KEYS[1], field)
            found[#found + 1] = {string.sub(field, 3), size, value}
        end
    end
    return found
end
"""

# KEYS: the session. ARGV: owner, the epoch's unit, its noise, milliseconds to live, how large a
# value may be to be told.
TAKE_OVER = (
    _RECORD
    + """
local owner, epoch = unpack(redis.call('HMGET', KEYS[1], 'owner', 'epoch'))
if not owner or owner ~= ARGV[1] or not tonumber(epoch) then
    return false
end
local unit = tonumber(ARGV[2])
local following = (math.floor(tonumber(epoch) / unit) + 1) * unit + tonumber(ARGV[3])
redis.call('HSET', KEYS[1], 'epoch', string.format('%.0f', following))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return {record(), sizes(tonumber(ARGV[5]))}
"""
)

# KEYS: the session.
SHOW = (
    _RECORD
    + """
if redis.call('EXISTS', KEYS[1]) == 0 then return false end
return {record(), sizes(-1)}
"""
)

# KEYS: the session. ARGV: the epoch, or nothing for who only looks; the keys.
LOAD = """
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if ARGV[1] ~= '' and epoch ~= ARGV[1] then
    return {'fenced', epoch or '0'}
end
local found = {}
for index = 2, #ARGV do
    found[#found + 1] = redis.call('HGET', KEYS[1], 'k:' .. ARGV[index])
end
return {'values', found}
"""

# KEYS: the session, the set of blobs that it holds. ARGV: the epoch, milliseconds to live, what
# stands before the names of blobs and of the sets of their holders.
RENEW = """
if redis.call('HGET', KEYS[1], 'epoch') ~= ARGV[1] then
    return 0
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
for _, name in ipairs(redis.call('SMEMBERS', KEYS[2])) do
    redis.call('PEXPIRE', ARGV[3] .. name, ARGV[2])
    redis.call('PEXPIRE', ARGV[4] .. name, ARGV[2])
end
return 1
"""

# A blob's holders are a hash. It has each session, "s:" before it, with the digest of its browser's
# cookie, and each such digest, "o:" before it, with the number of these sessions. A session whose
# time is over stays in it for as long as others hold the blob.

# KEYS: the blob as it is written (or ''), the blob, its holders, the set of blobs that the session
# holds. ARGV: the session, the name, milliseconds to live, the owner.
HOLD = """
if KEYS[1] ~= '' then
    if redis.call('EXISTS', KEYS[2]) == 0 then
        redis.call('RENAME', KEYS[1], KEYS[2])
    else
        redis.call('UNLINK', KEYS[1])
    end
elseif redis.call('EXISTS', KEYS[2]) == 0 then
    return 0
end
if redis.call('HSETNX', KEYS[3], 's:' .. ARGV[1], ARGV[4]) == 1 then
    redis.call('HINCRBY', KEYS[3], 'o:' .. ARGV[4], 1)
end
redis.call('SADD', KEYS[4], ARGV[2])
for index = 2, 4 do
    redis.call('PEXPIRE', KEYS[index], ARGV[3])
end
return 1
"""

# KEYS: the set of blobs that the session holds. ARGV: the session, what stands before the names of
# blobs and of the sets of their holders; the names, or none for all.
RELEASE = """
local names = {}
if #ARGV > 3 then
    for index = 4, #ARGV do names[#names + 1] = ARGV[index] end
else
    names = redis.call('SMEMBERS', KEYS[1])
end
for _, name in ipairs(names) do
    redis.call('SREM', KEYS[1], name)
    local owner = redis.call('HGET', ARGV[3] .. name, 's:' .. ARGV[1])
    if owner then
        redis.call('HDEL', ARGV[3] .. name, 's:' .. ARGV[1])
        if redis.call('HINCRBY', ARGV[3] .. name, 'o:' .. owner, -1) <= 0 then
            redis.call('HDEL', ARGV[3] .. name, 'o:' .. owner)
        end
    end
    if redis.call('EXISTS', ARGV[3] .. name) == 0 then
        redis.call('UNLINK', ARGV[2] .. name)
    end
end
return #names
"""

# KEYS: the set of blobs that the session holds. ARGV: what stands before the names of blobs.
WEIGHT = """
local bytes = 0
for _, name in ipairs(redis.call('SMEMBERS', KEYS[1])) do
    bytes = bytes + (tonumber(redis.call('HGET', ARGV[1] .. name, 'size')) or 0)
end
return bytes
"""
