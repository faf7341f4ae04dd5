package com.example.scribe.store;

import com.example.scribe.settings.RedisSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/** Notes that wait for the agents: one Redis stream, and a consumer group for each agent, so that each sees every note. */
public final class WorkQueue implements AutoCloseable {

    private static final String STREAM = "scribe:notes";
    private static final int KEPT_ENTRIES = 10_000;
    private static final int ENTRIES_AT_ONCE = 10;

    /** Longer than any work takes: what was taken longer ago was taken by a consumer that is gone. */
    private static final Duration ABANDONED = Duration.ofSeconds(30);

    private final Lazy<JedisPooled> redis;

    public WorkQueue(RedisSettings settings) {
        redis = new Lazy<>(() -> open(settings), JedisPooled::close);
    }

    private static JedisPooled open(RedisSettings settings) {
        var client = DefaultJedisClientConfig.builder()
                .password(settings.password())
                .connectionTimeoutMillis(1_000)
                .socketTimeoutMillis(3_000)
                .build();
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(8);
        // After a restart of Redis the pool is full of dead connections; each would fail one request.
        pool.setTestOnBorrow(true);
        return new JedisPooled(pool, new HostAndPort(settings.host(), settings.port()), client);
    }

    public void ping() {
        redis.get().ping();
    }

    public void add(long noteId, String text) {
        redis.get()
                .xadd(
                        STREAM,
                        Map.of("note", Long.toString(noteId), "text", text),
                        XAddParams.xAddParams().maxLen(KEPT_ENTRIES).approximateTrimming());
    }

    /** Makes the group where it is missing, from the stream's beginning: notes may be older than the first agent. */
    public void join(String group) {
        try {
            redis.get().xgroupCreate(STREAM, group, new StreamEntryID(), true);
        } catch (JedisDataException failure) {
            if (!String.valueOf(failure.getMessage()).startsWith("BUSYGROUP")) {
                throw failure;
            }
        }
    }

    /** What this consumer took before and did not finish. */
    public List<Work> unfinished(String group, String consumer) {
        return read(group, consumer, new StreamEntryID(), XReadGroupParams.xReadGroupParams());
    }

    /** What consumers that are gone left: a recreated container has another name, and the old one never comes back. */
    public List<Work> abandoned(String group, String consumer) {
        return works(redis.get()
                .xautoclaim(
                        STREAM,
                        group,
                        consumer,
                        ABANDONED.toMillis(),
                        new StreamEntryID(),
                        XAutoClaimParams.xAutoClaimParams().count(ENTRIES_AT_ONCE))
                .getValue());
    }

    /** What nobody took yet; waits at most so long for it. */
    public List<Work> fresh(String group, String consumer, Duration patience) {
        return read(
                group,
                consumer,
                StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY,
                XReadGroupParams.xReadGroupParams().block((int) patience.toMillis()));
    }

    public void done(String group, Work work) {
        redis.get().xack(STREAM, group, work.entry());
    }

    private List<Work> read(String group, String consumer, StreamEntryID from, XReadGroupParams params) {
        var streams = redis.get().xreadGroup(group, consumer, params.count(ENTRIES_AT_ONCE), Map.of(STREAM, from));
        return streams == null || streams.isEmpty()
                ? List.of()
                : works(streams.get(0).getValue());
    }

    private static List<Work> works(List<StreamEntry> entries) {
        return entries.stream().map(WorkQueue::work).toList();
    }

    private static Work work(StreamEntry entry) {
        Map<String, String> fields = entry.getFields() == null ? Map.of() : entry.getFields();
        return Work.of(entry.getID(), fields);
    }

    @Override
    public void close() {
        redis.close();
    }
}
